select satisfaction_detail.region_id,
       coalesce(dim_region.name, satisfaction_detail.region_id) as region,
       sum(satisfied_n)::double precision / nullif(sum(rated_n), 0) as satisfaction_rate,
       wilson_low(sum(satisfied_n), sum(rated_n)) as satisfaction_low,
       wilson_high(sum(satisfied_n), sum(rated_n)) as satisfaction_high,
       sum(rated_n)::bigint as rated_n,
       sum(dissatisfied_n)::double precision / nullif(sum(rated_n), 0) as dissatisfaction_rate,
       sum(called_n)::double precision / nullif(sum(callback_due_n), 0) as coverage_rate,
       sum(rated_n) >= {publishable.number} as publishable,
       beyond_chance(sum(satisfied_n), sum(rated_n), sum(rated_n) >= {publishable.number}) as beyond_chance
from marts.satisfaction_detail
left join marts.dim_region on dim_region.region_id = satisfaction_detail.region_id
where month = chosen_month()
  [[ and {{region}} ]] [[ and {{outlet}} ]] [[ and {{category}} ]]
group by satisfaction_detail.region_id, dim_region.name
order by publishable desc, satisfaction_rate
