select outlet_scorecard_month.outlet_id,
       coalesce(dim_outlet.name, outlet_scorecard_month.outlet_id) as outlet,
       coalesce(dim_region.name, outlet_scorecard_month.region_id) as region,
       score,
       label(recommendation, recommendation) as recommendation,
       outlet_scorecard_month.completed_n,
       reasons,
       reasons_zh
from marts.outlet_scorecard_month
left join marts.dim_outlet on dim_outlet.outlet_id = outlet_scorecard_month.outlet_id
left join marts.dim_region on dim_region.region_id = outlet_scorecard_month.region_id
where outlet_scorecard_month.month = chosen_month()
  and recommendation <> 'keep'
  [[ and {{region}} ]]
order by case recommendation when 'review_for_revocation' then 1 when 'probation_fail' then 2 when 'probation_extend' then 3 when 'watch' then 4 else 5 end, outlet
