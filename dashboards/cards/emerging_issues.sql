select emerging_issue.model_id,
       dim_model.category,
       word(symptom_code) as symptom_code,
       case when batch_month = 'all' then label(word, 'all') else replace(batch_month, '+', label(word, 'and_later')) end as batch_month,
       batch_month <> 'all' as of_batch,
       level,
       label(level, level) as level_name,
       observed_n,
       expected_n,
       ratio,
       ratio_low,
       ratio_high,
       q_value,
       first_seen,
       as_of,
       reason,
       reason_zh
from marts.emerging_issue
left join marts.dim_model on dim_model.model_id = emerging_issue.model_id
where as_of = (select max(as_of) from marts.emerging_issue where as_of < chosen_month() + interval '1 month')
  [[ and {{category}} ]]
order by q_value, observed_n desc
