select outlet_scorecard_kpi.outlet_id,
       coalesce(dim_outlet.name, outlet_scorecard_kpi.outlet_id) as outlet,
       metric,
       metric_catalog.name_en as name,
       metric_catalog.name_zh as name_zh,
       case when metric like '%per_1000' then null else rate end as rate,
       case when metric like '%per_1000' then rate end as rate_per_1000,
       rate_low,
       rate_high,
       d,
       expected_rate,
       better_by,
       label(funnel, position) as position,
       attainment,
       d >= 30 as publishable
from marts.outlet_scorecard_kpi
left join marts.dim_outlet on dim_outlet.outlet_id = outlet_scorecard_kpi.outlet_id
left join marts.metric_catalog using (metric)
where outlet_scorecard_kpi.month = chosen_month()
  and position = 'low'
  [[ and {{region}} ]] [[ and {{outlet}} ]]
order by better_by, outlet
