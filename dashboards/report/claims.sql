select rule, count(*) as claims_n, sum(amount)::float8 as amount, count(distinct outlet_id) as outlets_n
from marts.settlement_flag where month = date {{month}} group by rule order by amount desc nulls last, rule
