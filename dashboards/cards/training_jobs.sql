select technician_id,
       skill as skill_code,
       word(skill) as skill,
       word(course) as course,
       label(kpi, metric) as metric,
       repair_id,
       completed_at,
       training_job.outlet_id,
       coalesce(dim_outlet.name, training_job.outlet_id) as outlet,
       model_id,
       word(symptom_code) as symptom_code,
       label(outcome, outcome) as outcome
from marts.training_job
left join marts.dim_outlet on dim_outlet.outlet_id = training_job.outlet_id
where as_of = (select max(as_of) from marts.training_job)
  [[ and {{region}} ]] [[ and {{skill}} ]] [[ and {{course}} ]] [[ and {{technician}} ]]
order by technician_id, training_job.skill, completed_at desc
limit 500
