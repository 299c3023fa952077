select repair_forecast_month.month,
       sum(expected_n) as expected_n,
       sum(from_planned_n) as from_planned_n
from marts.repair_forecast_month
join marts.dim_model on dim_model.model_id = repair_forecast_month.model_id
left join marts.dim_region on dim_region.region_id = repair_forecast_month.region_id
where level = 'model_region' and {{scenario}} and origin = (select max(origin) from marts.repair_forecast_month)
  [[ and {{region}} ]] [[ and {{category}} ]] [[ and {{model}} ]]
group by repair_forecast_month.month
order by repair_forecast_month.month
