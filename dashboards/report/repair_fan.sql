-- What was opened, for three years, and what is expected for the twelve months after.
select month, sum(repair_n)::bigint as repair_n, null::float8 as expected_n, null::float8 as p10, null::float8 as p90
from marts.installed_base_month where month <= date {{month}} and month > date {{month}} - interval '36 months' group by month
union all
select month, null, expected_n, p10, p90 from marts.repair_forecast_month
where level = 'company' and scenario = 'base' and month > date {{month}} and month <= date {{month}} + interval '12 months'
order by month
