select technician_id,
       training_need.outlet_id,
       coalesce(dim_outlet.name, training_need.outlet_id) as outlet,
       skill as skill_code,
       word(skill) as skill,
       word(course) as course,
       label(plan, plan) as plan,
       label(basis, basis) as basis,
       label(kpi, metric) as metric,
       actual,
       actual_low,
       actual_high,
       jobs_n,
       expected,
       target,
       gap,
       assessed_level,
       required_level,
       label(step, step) as step,
       coming_jobs,
       cost_at_stake,
       priority,
       reason,
       reason_zh
from marts.training_need
left join marts.dim_outlet on dim_outlet.outlet_id = training_need.outlet_id
where as_of = (select max(as_of) from marts.training_need)
  [[ and {{region}} ]] [[ and {{skill}} ]] [[ and {{plan}} ]] [[ and {{course}} ]] [[ and {{technician}} ]]
order by priority desc
limit 500
