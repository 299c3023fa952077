-- The last month with a repair that the forecast could see, and whether it lies so far back that nothing can be forecast from there.
select max(month) as last_repair,
       max(month) < (select max(origin) from marts.repair_forecast_month) - interval '2 months' as silent
from marts.installed_base_month
where repair_n > 0 and month <= (select max(origin) from marts.repair_forecast_month)
