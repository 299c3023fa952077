select month, sum(repair_n) as repairs, null::float8 as expected_n, null::float8 as p10, null::float8 as p90 from marts.installed_base_month where month <= date {{month}} group by month
union all select month, null, sum(expected_n), sum(p10), sum(p90) from marts.repair_forecast_month where level='company' and scenario='base' and horizon<=12 group by month order by month
