select technician_id,
       region_id,
       quarter,
       label(plan, plan) as plan,
       course,
       skills,
       needs_n,
       course_cost,
       cost_at_stake,
       priority
from marts.training_plan_person
where as_of = (select max(as_of) from marts.training_plan_person)
  [[ and {{region}} ]] [[ and {{plan}} ]]
order by priority desc
limit 500
