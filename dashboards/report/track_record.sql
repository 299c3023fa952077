select horizon, forecasts_n, wape, bias, coverage_80 from marts.forecast_accuracy
where level = 'company' and method = 'combined' and span = 'months'
order by horizon
