select outlet_scorecard_month.month,
       outlet_scorecard_month.outlet_id,
       coalesce(dim_outlet.name, outlet_scorecard_month.outlet_id) as outlet,
       score,
       grade,
       label(funnel, funnel) as funnel,
       label(recommendation, recommendation) as recommendation,
       outlet_scorecard_month.completed_n,
       pooled_completed_n
from marts.outlet_scorecard_month
left join marts.dim_outlet on dim_outlet.outlet_id = outlet_scorecard_month.outlet_id
where outlet_scorecard_month.month between chosen_month() - interval '23 months' and chosen_month()
  [[ and {{region}} ]] [[ and {{outlet}} ]]
order by outlet_scorecard_month.month desc, score nulls last, outlet
limit 500
