select source_month.month,
       dim_outlet.outlet_id,
       coalesce(dim_outlet.name, dim_outlet.outlet_id) as outlet,
       label(source, source_month.source) as source,
       label(delivery_state, state) as state,
       rows_n,
       expected_n,
       last_event
from marts.source_month
join marts.dim_outlet on dim_outlet.outlet_id = source_month.cut_id
where cut = 'outlet' and month between chosen_month() - interval '2 months' and chosen_month()
  [[ and {{region}} ]] [[ and {{outlet}} ]]
order by month desc, outlet, source_month.source
limit 500
