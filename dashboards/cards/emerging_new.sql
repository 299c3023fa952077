select emerging_issue.model_id,
       word(symptom_code) as symptom_code,
       min(q_value) as q_value,
       max(observed_n) as observed_n,
       min(first_seen) as first_seen
from marts.emerging_issue
left join marts.dim_model on dim_model.model_id = emerging_issue.model_id
where as_of = (select max(as_of) from marts.emerging_issue) and first_seen = as_of and level = 'red'
  [[ and {{category}} ]]
group by emerging_issue.model_id, emerging_issue.symptom_code
order by q_value
