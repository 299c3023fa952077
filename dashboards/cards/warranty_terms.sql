select warranty_cost.warranty_months,
       sum(fleet_cost_next_year) as fleet_cost_next_year,
       sum(planned_cost_next_year) as planned_cost_next_year,
       sum(fleet_repairs_next_year) as fleet_repairs_next_year
from marts.warranty_cost
join marts.dim_model on dim_model.model_id = warranty_cost.model_id
where {{scenario}} and as_of = (select max(as_of) from marts.warranty_cost)
  [[ and {{category}} ]] [[ and {{model}} ]]
group by warranty_cost.warranty_months
order by warranty_cost.warranty_months
