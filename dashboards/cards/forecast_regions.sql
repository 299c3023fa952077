with past as (
  select region_id, sum(repair_n / nullif(reported_share, 0)) as last_12
  from marts.installed_base_month
  where month > (select max(origin) from marts.repair_forecast_month) - interval '12 months' and month <= (select max(origin) from marts.repair_forecast_month)
  group by region_id)
select repair_forecast_month.region_id,
       coalesce(dim_region.name, repair_forecast_month.region_id) as region,
       last_12,
       sum(expected_n) as next_12,
       sum(expected_n) / nullif(last_12, 0) - 1 as growth,
       max(p80) as peak_p80,
       (array_agg(repair_forecast_month.month order by p80 desc))[1] as peak_month
from marts.repair_forecast_month
left join past on past.region_id = repair_forecast_month.region_id
left join marts.dim_region on dim_region.region_id = repair_forecast_month.region_id
where level = 'region' and horizon <= 12 and {{scenario}} and origin = (select max(origin) from marts.repair_forecast_month)
  [[ and {{region}} ]]
group by repair_forecast_month.region_id, dim_region.name, last_12
order by next_12 desc
