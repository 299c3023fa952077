-- How forecasts of all repairs one to twelve months ahead came out, ours beside simple methods.
select label(forecast_method, method) as method,
       method = 'combined' as ours,
       wape,
       relative_wape,
       bias,
       coverage_80,
       forecasts_n
from marts.forecast_accuracy
where level = 'company' and segment = 'all' and span = 'months' and horizon = 12
order by method <> 'combined', wape nulls last
