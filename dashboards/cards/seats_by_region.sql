select training_plan_region.region_id,
       coalesce(dim_region.name, training_plan_region.region_id) as region,
       quarter,
       plan as plan_code,
       label(plan, plan) as plan,
       course as course_code,
       word(course) as course,
       advice as advice_code,
       label(advice, advice) as advice,
       seats,
       seats_priced_n,
       seats_cost,
       seats_saving_n,
       saved_days,
       saved_visits,
       saved_cost,
       compared_n,
       compared_cost,
       compared_saved,
       compared_saved / nullif(compared_cost, 0) as paid_back,
       failed_visits,
       cost_at_stake
from marts.training_plan_region
left join marts.dim_region on dim_region.region_id = training_plan_region.region_id
where as_of = (select max(as_of) from marts.training_plan_region)
  and seats > 0
  [[ and {{region}} ]] [[ and {{plan}} ]] [[ and {{course}} ]] [[ and {{advice}} ]] [[ and {{quarter}} ]]
order by quarter, saved_cost desc nulls last, cost_at_stake desc nulls last
