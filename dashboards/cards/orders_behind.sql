select order_detail.month,
       repair_id,
       order_detail.outlet_id,
       coalesce(dim_outlet.name, order_detail.outlet_id) as outlet,
       word(order_detail.category) as category,
       order_detail.model_id,
       label(service_type, service_type) as service_type,
       opened_at,
       response_hours,
       turnaround_hours,
       label(outcome, outcome) as outcome,
       satisfaction,
       late,
       came_back,
       not_fixed,
       dissatisfied,
       complained,
       problems_n,
       word(symptom_code) as symptom_code,
       word(cause_code) as cause_code
from marts.order_detail
left join marts.dim_outlet on dim_outlet.outlet_id = order_detail.outlet_id
where month = chosen_month()
  [[ and {{region}} ]] [[ and {{outlet}} ]] [[ and {{category}} ]]
order by problems_n desc, opened_at
limit 500
