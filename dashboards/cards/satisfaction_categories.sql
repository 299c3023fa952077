with cells as (
  select category,
         sum(satisfied_n) filter (where month > chosen_month() - interval '3 months') as x,
         sum(rated_n) filter (where month > chosen_month() - interval '3 months') as n,
         sum(dissatisfied_n) filter (where month > chosen_month() - interval '3 months') as bad,
         sum(satisfied_n) filter (where month <= chosen_month() - interval '1 year') as x_before,
         sum(rated_n) filter (where month <= chosen_month() - interval '1 year') as n_before
  from marts.satisfaction_detail
  where month between chosen_month() - interval '14 months' and chosen_month()
    [[ and {{category}} ]]
  group by category)
select category as category_code,
       word(category) as category,
       x::double precision / nullif(n, 0) as satisfaction_rate,
       wilson_low(x, n) as satisfaction_low,
       wilson_high(x, n) as satisfaction_high,
       n::bigint as rated_n,
       bad::double precision / nullif(n, 0) as dissatisfaction_rate,
       x::double precision / nullif(n, 0) - case when n_before >= {publishable.number} then x_before::double precision / n_before end as since_year,
       n >= {publishable.number} as publishable,
       beyond_chance(x, n, n >= {publishable.number}) as beyond_chance
from cells
where n > 0
order by publishable desc, satisfaction_rate
