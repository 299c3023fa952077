select model_id, symptom_code, batch_month, observed_n, expected_n, ratio, ratio_low, ratio_high, level, reason, reason_zh
from marts.emerging_issue
where as_of = (select max(as_of) from marts.emerging_issue where as_of < date {{month}} + interval '1 month') and as_of >= date {{month}}
order by q_value, model_id, symptom_code, batch_month
