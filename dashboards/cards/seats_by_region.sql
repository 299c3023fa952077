select training_plan_region.region_id,
       coalesce(dim_region.name, training_plan_region.region_id) as region,
       quarter,
       label(plan, plan) as plan,
       course,
       seats,
       seats_cost,
       failed_visits,
       cost_at_stake
from marts.training_plan_region
left join marts.dim_region on dim_region.region_id = training_plan_region.region_id
where as_of = (select max(as_of) from marts.training_plan_region)
  [[ and {{region}} ]] [[ and {{plan}} ]]
order by quarter, cost_at_stake desc nulls last
