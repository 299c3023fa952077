-- A young month is compared with earlier ones as they stood at its age; all others as they stand.
with picked as (
  select month, outlet_id, category, ${kept}, ${due}
  from marts.outlet_kpi_detail
  where month between chosen_month() - interval '23 months' and chosen_month()
    [[ and {{region}} ]] [[ and {{outlet}} ]] [[ and {{category}} ]]),
looked_at as (
  select month, ${kept}, ${due}
  from picked
  where month < chosen_month() - interval '1 year' or not exists (select from marts.month_at_age where judged_month = chosen_month())
  union all
  select month, month_at_age.${kept}, month_at_age.${due}
  from picked
  join marts.month_at_age using (month, outlet_id, category)
  where judged_month = chosen_month())
select month,
       sum(${kept})::double precision / nullif(sum(${due}), 0) as ${rate},
       wilson_low(sum(${kept}), sum(${due})) as low,
       wilson_high(sum(${kept}), sum(${due})) as high,
       sum(${due})::bigint as ${due},
       standard('${rate}', month) as target
from looked_at
group by month
having sum(${due}) > 0
order by month
