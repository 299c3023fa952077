select technician_id,
       region_id,
       case when advice = 'review' then null else quarter end as quarter,
       label(plan, plan) as plan,
       course,
       label(advice, advice) as advice,
       skills,
       needs_n,
       course_cost,
       saved_days,
       saved_visits,
       saved_cost,
       cost_at_stake,
       priority
from marts.training_plan_person
where as_of = (select max(as_of) from marts.training_plan_person)
  [[ and {{region}} ]] [[ and {{plan}} ]] [[ and {{course}} ]] [[ and {{advice}} ]] [[ and {{quarter}} ]] [[ and {{technician}} ]]
order by priority desc
limit 500
