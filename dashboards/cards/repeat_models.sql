select order_detail.model_id,
       coalesce(dim_model.name, order_detail.model_id) as model,
       order_detail.category,
       count(*) as came_back_n
from marts.order_detail
left join marts.dim_model on dim_model.model_id = order_detail.model_id
where came_back and month between chosen_month() - interval '2 months' and chosen_month()
  [[ and {{region}} ]] [[ and {{outlet}} ]] [[ and {{category}} ]]
group by order_detail.model_id, dim_model.name, order_detail.category
order by came_back_n desc, model
limit 12
