with series as (
  select repair_forecast_month.month, null::bigint as reported_n, null::double precision as repair_n, expected_n, p10, p90
  from marts.repair_forecast_month
  where level = 'company' and {{scenario}} and origin = (select max(origin) from marts.repair_forecast_month)
  union all
  select installed_base_month.month, sum(repair_n)::bigint, sum(repair_n / nullif(reported_share, 0)), null, null, null
  from marts.installed_base_month
  where installed_base_month.month > (select max(origin) from marts.repair_forecast_month) - interval '24 months'
    and installed_base_month.month <= (select max(origin) from marts.repair_forecast_month)
  group by installed_base_month.month)
select month, reported_n, repair_n, expected_n, p10, p90
from series
order by month
