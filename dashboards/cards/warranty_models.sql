select warranty_cost.model_id,
       dim_model.name as model,
       warranty_cost.warranty_months,
       in_force,
       repairs_per_unit,
       cost_per_repair,
       cost_per_unit,
       cost_low,
       cost_high,
       fleet_cost_next_year,
       extrapolated_share,
       costed_n
from marts.warranty_cost
join marts.dim_model on dim_model.model_id = warranty_cost.model_id
where {{scenario}} and as_of = (select max(as_of) from marts.warranty_cost)
  [[ and {{category}} ]] [[ and {{model}} ]]
order by dim_model.name, warranty_cost.warranty_months
