-- Why the figures of the tiles moved: what each region, outlet and model adds to the change since the month before.
select month,
       metric,
       against,
       cut,
       label(cut, cut) as cut_name,
       coalesce(dim_region.name, dim_outlet.name, dim_model.name,
                case when cut = 'category' then word(member_id) when member_id = 'unknown' then label(word, 'unknown') else member_id end) as member,
       before,
       after,
       before_n,
       after_n,
       rate_part,
       mix_part,
       part
from marts.figure_change
left join marts.dim_region on cut = 'region' and dim_region.region_id = member_id
left join marts.dim_outlet on cut = 'outlet' and dim_outlet.outlet_id = member_id
left join marts.dim_model on cut = 'model' and dim_model.model_id = member_id
where month between chosen_month() - interval '3 months' and chosen_month()
order by month desc, metric, cut, abs(part) desc nulls last, member_id
