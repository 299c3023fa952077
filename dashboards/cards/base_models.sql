select installed_base_month.model_id,
       dim_model.name as model,
       word(dim_model.category) as category,
       sum(units_in_service) as units_in_service,
       sum(units_in_warranty) as units_in_warranty,
       sum(mean_age_months * units_in_service) / nullif(sum(units_in_service), 0) as mean_age_months,
       12 * sum(repair_n / nullif(reported_share, 0)) / nullif(sum(unit_months), 0) as repairs_per_unit_year,
       dim_model.design_repair_rate
from marts.installed_base_month
join marts.dim_model on dim_model.model_id = installed_base_month.model_id
where installed_base_month.month = chosen_month()
  [[ and {{region}} ]] [[ and {{category}} ]] [[ and {{model}} ]]
group by installed_base_month.model_id, dim_model.name, dim_model.category, dim_model.design_repair_rate
order by units_in_service desc
