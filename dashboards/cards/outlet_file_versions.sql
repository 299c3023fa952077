select outlet_history.outlet_id,
       coalesce(outlet_history.name, outlet_history.outlet_id) as outlet,
       valid_from,
       valid_to,
       coalesce(dim_region.name, outlet_history.region_id) as region,
       city,
       label(outlet_kind, kind) as kind,
       label(outlet_status, status) as status,
       opened_on
from marts.outlet_history
left join marts.dim_region on dim_region.region_id = outlet_history.region_id
where true
  [[ and {{region}} ]] [[ and {{outlet}} ]]
order by valid_from desc, outlet
limit 500
