-- The orders behind an advice are those with the problem that a KPI held against the outlet counts, of the months over which it counts.
with behind as (
  select outlet_id, repair_id, max(problems_n) as problems_n, max(order_detail.month) as month
  from marts.outlet_scorecard_month
  join marts.outlet_scorecard_kpi using (month, outlet_id)
  join marts.order_detail using (outlet_id)
  where outlet_scorecard_month.month = chosen_month()
    and metric = any(string_to_array(against, ','))
    and order_detail.month between from_month and to_month
    and case metric when 'onsite_rate' then late when 'first_fix_rate' then came_back or not_fixed when 'fixed_rate' then not_fixed
                    when 'satisfaction_rate' then dissatisfied else complained end
  group by outlet_id, repair_id),
worst as (
  select outlet_id,
         array_to_string((array_agg(repair_id order by problems_n desc, month desc, repair_id))[1:3], ', ') as orders,
         count(*) as orders_n
  from behind
  group by outlet_id)
select outlet_scorecard_month.outlet_id,
       coalesce(dim_outlet.name, outlet_scorecard_month.outlet_id) as outlet,
       coalesce(dim_region.name, outlet_scorecard_month.region_id) as region,
       score,
       label(recommendation, recommendation) as recommendation,
       outlet_scorecard_month.completed_n,
       reasons,
       reasons_zh,
       orders_n,
       orders
from marts.outlet_scorecard_month
left join marts.dim_outlet on dim_outlet.outlet_id = outlet_scorecard_month.outlet_id
left join marts.dim_region on dim_region.region_id = outlet_scorecard_month.region_id
left join worst on worst.outlet_id = outlet_scorecard_month.outlet_id
where outlet_scorecard_month.month = chosen_month()
  and recommendation <> 'keep'
  [[ and {{region}} ]]
order by case recommendation when 'review_for_revocation' then 1 when 'probation_fail' then 2 when 'probation_extend' then 3 when 'watch' then 4 else 5 end, outlet
