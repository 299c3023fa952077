select o.name as outlet, k.d, k.rate, k.limit_low, k.limit_high, k.expected_rate, k.position
from marts.outlet_scorecard_kpi k join marts.dim_outlet o using (outlet_id)
where k.metric = 'onsite_rate' and k.month = date {{month}} and k.limit_low is not null
order by k.better_by, o.name
