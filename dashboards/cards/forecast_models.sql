with past as (
  select model_id, sum(repair_n / nullif(reported_share, 0)) as last_12
  from marts.installed_base_month
  where month > (select max(origin) from marts.repair_forecast_month) - interval '12 months' and month <= (select max(origin) from marts.repair_forecast_month)
  group by model_id)
select repair_forecast_month.model_id,
       dim_model.name as model,
       word(dim_model.category) as category,
       last_12,
       sum(expected_n) as next_12,
       sum(from_planned_n) / nullif(sum(expected_n), 0) as planned_share
from marts.repair_forecast_month
join marts.dim_model on dim_model.model_id = repair_forecast_month.model_id
left join past on past.model_id = repair_forecast_month.model_id
where level = 'model' and horizon <= 12 and {{scenario}} and origin = (select max(origin) from marts.repair_forecast_month)
  [[ and {{category}} ]] [[ and {{model}} ]]
group by repair_forecast_month.model_id, dim_model.name, dim_model.category, last_12
order by next_12 desc
