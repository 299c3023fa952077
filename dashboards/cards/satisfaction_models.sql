select satisfaction_month.cut_id as model_id,
       coalesce(dim_model.name, satisfaction_month.cut_id) as model,
       dim_model.category as category_code,
       word(dim_model.category) as category,
       sum(satisfied_n)::double precision / nullif(sum(rated_n), 0) as satisfaction_rate,
       wilson_low(sum(satisfied_n), sum(rated_n)) as satisfaction_low,
       wilson_high(sum(satisfied_n), sum(rated_n)) as satisfaction_high,
       sum(rated_n)::bigint as rated_n,
       sum(dissatisfied_n)::double precision / nullif(sum(rated_n), 0) as dissatisfaction_rate,
       sum(rated_n) >= {publishable.number} as publishable,
       beyond_chance(sum(satisfied_n), sum(rated_n), sum(rated_n) >= {publishable.number}) as beyond_chance
from marts.satisfaction_month
left join marts.dim_model on dim_model.model_id = satisfaction_month.cut_id
where satisfaction_month.cut = 'model' and satisfaction_month.month > chosen_month() - interval '3 months' and satisfaction_month.month <= chosen_month()
  [[ and {{category}} ]]
group by satisfaction_month.cut_id, dim_model.name, dim_model.category
having sum(rated_n) > 0
order by publishable desc, satisfaction_rate
