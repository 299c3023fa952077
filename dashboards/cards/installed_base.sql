select installed_base_month.month,
       sum(units_in_service) as units_in_service,
       sum(units_in_warranty) as units_in_warranty
from marts.installed_base_month
join marts.dim_model on dim_model.model_id = installed_base_month.model_id
where installed_base_month.month between chosen_month() - interval '35 months' and chosen_month()
  [[ and {{region}} ]] [[ and {{category}} ]] [[ and {{model}} ]]
group by installed_base_month.month
order by installed_base_month.month
