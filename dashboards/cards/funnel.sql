select outlet_scorecard_kpi.outlet_id,
       coalesce(dim_outlet.name, outlet_scorecard_kpi.outlet_id) as outlet,
       d,
       rate,
       limit_low,
       limit_high,
       expected_rate,
       label(funnel, position) as position,
       from_month,
       to_month,
       abs(better_by) > family_sigmas(count(better_by) over ()) as beyond_chance,
       coalesce(outlet_scorecard_kpi.metric = any(string_to_array(against, ',')) and recommendation in ('watch', 'review_for_revocation'), false) as advised
from marts.outlet_scorecard_kpi
left join marts.dim_outlet on dim_outlet.outlet_id = outlet_scorecard_kpi.outlet_id
left join marts.outlet_scorecard_month on outlet_scorecard_month.month = outlet_scorecard_kpi.month and outlet_scorecard_month.outlet_id = outlet_scorecard_kpi.outlet_id
where metric = '${metric}' and outlet_scorecard_kpi.month = chosen_month()
  and limit_low is not null
  [[ and {{region}} ]] [[ and {{outlet}} ]]
order by d
