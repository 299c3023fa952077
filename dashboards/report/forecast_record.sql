-- How forecasts one to twelve months ahead came out, of all repairs and by model and region, ours beside simple methods.
select level || ' ' || method as place,
       label(forecast_level, level) as level,
       label(forecast_method, method) as method,
       wape,
       relative_wape,
       bias,
       coverage_80,
       origins_n,
       forecasts_n,
       origin_from,
       actual_n
from marts.forecast_accuracy
where forecast_accuracy.level in ('company', 'model_region') and segment = 'all' and span = 'months' and horizon = 12
  and forecast_accuracy.method in ('combined', 'seasonal_naive', 'last_value', 'ets')
order by forecast_accuracy.level, forecast_accuracy.method <> 'combined', wape nulls last
