select rank,
       action.action_id,
       label(action_kind, what) as kind,
       coalesce(dim_outlet.name, action.outlet_id, dim_model.name, action.model_id, dim_region.name, action.region_id,
         case what when 'driver' then label(driver, about) when 'promise' then label(promise, about)
           when 'data' then label(source, split_part(about, '/', 1)) end, label(word, 'company')) as subject,
       advice,
       advice_zh,
       gain,
       gain_low,
       gain_high,
       avoided_n,
       money,
       cost,
       (select nullif(count(*), 0) from marts.action_order where action_order.action_id = action.action_id) as orders_n,
       since,
       label(owner, owner) as owner,
       as_of
from marts.action
left join marts.dim_outlet on dim_outlet.outlet_id = action.outlet_id
left join marts.dim_region on dim_region.region_id = action.region_id
left join marts.dim_model on dim_model.model_id = action.model_id
where '${owner}' in ('all', action.owner)
order by rank
