select age_month,
       sum(repair_n) / nullif(sum(unit_months), 0) as raw_rate,
       sum(rate * unit_months) / nullif(sum(unit_months), 0) as rate
from marts.repair_rate_age
join marts.dim_model on dim_model.model_id = repair_rate_age.model_id
where unit_months > 0
  [[ and {{category}} ]] [[ and {{model}} ]]
group by age_month
order by age_month
