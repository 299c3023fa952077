select max(last_day) filter (where is_complete) as last_day
from marts.dim_month
