select quarter,
       label(plan, plan) as plan,
       sum(seats)::bigint as seats
from marts.training_plan_region
where as_of = (select max(as_of) from marts.training_plan_region)
  and seats > 0
  [[ and {{region}} ]] [[ and {{plan}} ]] [[ and {{course}} ]] [[ and {{advice}} ]] [[ and {{quarter}} ]]
group by quarter, training_plan_region.plan
order by quarter, training_plan_region.plan
