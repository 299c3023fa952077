select outlet_scorecard_month.outlet_id,
       coalesce(dim_outlet.name, outlet_scorecard_month.outlet_id) as outlet,
       dim_outlet.latitude,
       dim_outlet.longitude,
       score,
       grade,
       outlet_scorecard_month.pooled_completed_n
from marts.outlet_scorecard_month
join marts.dim_outlet on dim_outlet.outlet_id = outlet_scorecard_month.outlet_id
where outlet_scorecard_month.month = chosen_month() and dim_outlet.latitude is not null
  [[ and {{region}} ]] [[ and {{outlet}} ]]
order by score nulls last
