select horizon,
       label(forecast_method, method) as method,
       wape
from marts.forecast_accuracy
where level = 'model_region' and segment = 'all' and span = 'month' and method in ('combined', 'seasonal_naive', 'last_value', 'ets', 'theta')
order by horizon, forecast_accuracy.method
