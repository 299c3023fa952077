select outlet_scorecard_month.outlet_id,
       coalesce(dim_outlet.name, outlet_scorecard_month.outlet_id) as outlet,
       outlet_scorecard_month.region_id,
       coalesce(dim_region.name, outlet_scorecard_month.region_id) as region,
       outlet_scorecard_month.completed_n,
       score,
       scored_share,
       grade,
       rank_in_region,
       label(funnel, funnel) as funnel,
       label(recommendation, recommendation) as recommendation,
       reasons,
       reasons_zh,
       pooled_months_n,
       pooled_completed_n,
       label(delivery_state, source_month.state) as delivered,
       pooled_completed_n >= {fewest_completed.number} as publishable
from marts.outlet_scorecard_month
left join marts.dim_outlet on dim_outlet.outlet_id = outlet_scorecard_month.outlet_id
left join marts.dim_region on dim_region.region_id = outlet_scorecard_month.region_id
left join marts.source_month on source_month.month = outlet_scorecard_month.month and source_month.source = 'repairs' and cut = 'outlet'
  and cut_id = outlet_scorecard_month.outlet_id
where outlet_scorecard_month.month = chosen_month()
  [[ and {{region}} ]] [[ and {{outlet}} ]]
order by score nulls last, outlet
