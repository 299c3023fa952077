select outlet_kpi_month.region_id,
       coalesce(dim_region.name, outlet_kpi_month.region_id) as region,
       sum(satisfied_n)::double precision / nullif(sum(rated_n), 0) as satisfaction_rate,
       wilson_low(sum(satisfied_n), sum(rated_n)) as satisfaction_low,
       wilson_high(sum(satisfied_n), sum(rated_n)) as satisfaction_high,
       sum(rated_n)::bigint as rated_n,
       sum(dissatisfied_n)::double precision / nullif(sum(rated_n), 0) as dissatisfaction_rate,
       sum(called_n)::double precision / nullif(sum(callback_due_n), 0) as coverage_rate,
       sum(rated_n) >= 30 as publishable
from marts.satisfaction_month
join marts.outlet_kpi_month on outlet_kpi_month.outlet_id = satisfaction_month.cut_id and outlet_kpi_month.month = satisfaction_month.month
left join marts.dim_region on dim_region.region_id = outlet_kpi_month.region_id
where satisfaction_month.cut = 'outlet' and satisfaction_month.month = chosen_month()
  [[ and {{region}} ]] [[ and {{outlet}} ]]
group by outlet_kpi_month.region_id, dim_region.name
order by satisfaction_rate
