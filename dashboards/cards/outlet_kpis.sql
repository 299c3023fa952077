-- Each figure is over its own last months that can be judged, so its row names them.
select outlet_scorecard_kpi.outlet_id,
       coalesce(dim_outlet.name, outlet_scorecard_kpi.outlet_id) as outlet,
       metric,
       metric_catalog.name_en as name,
       metric_catalog.name_zh as name_zh,
       from_month,
       to_month,
       case when metric not like '%per_1000' then rate end as rate,
       case when metric not like '%per_1000' then rate_low end as rate_low,
       case when metric not like '%per_1000' then rate_high end as rate_high,
       case when metric not like '%per_1000' then expected_rate end as expected_rate,
       case when metric like '%per_1000' then rate end as rate_per_1000,
       case when metric like '%per_1000' then expected_rate end as expected_per_1000,
       d,
       better_by,
       label(funnel, position) as position,
       attainment,
       d >= {publishable.number} as publishable
from marts.outlet_scorecard_kpi
left join marts.dim_outlet on dim_outlet.outlet_id = outlet_scorecard_kpi.outlet_id
left join marts.metric_catalog using (metric)
where outlet_scorecard_kpi.month = chosen_month()
  and '${position}' in ('all', position)
  [[ and {{region}} ]] [[ and {{outlet}} ]]
order by better_by, outlet
limit 500
