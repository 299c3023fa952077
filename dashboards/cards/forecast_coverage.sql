select horizon,
       coverage_50,
       coverage_80,
       coverage_95,
       forecasts_n
from marts.forecast_accuracy
where level = 'model_region' and segment = 'all' and span = 'month' and method = 'combined'
order by horizon
