select label(forecast_level, level) as level,
       label(forecast_method, method) as method,
       wape,
       relative_wape,
       bias,
       mase,
       coverage_80,
       width_80,
       origins_n,
       forecasts_n
from marts.forecast_accuracy
where segment = 'all' and span = 'months' and horizon = 12
order by forecast_accuracy.level, wape nulls last
