select action_order.action_id,
       action_order.repair_id,
       action_order.outlet_id,
       coalesce(dim_outlet.name, action_order.outlet_id) as outlet,
       coalesce(dim_region.name, action_order.region_id) as region,
       action_order.model_id,
       day
from marts.action_order
join marts.action on action.action_id = action_order.action_id
left join marts.dim_outlet on dim_outlet.outlet_id = action_order.outlet_id
left join marts.dim_region on dim_region.region_id = action_order.region_id
where true [[ and {{action}} ]]
order by rank, day desc, action_order.repair_id
limit 500
