select month,
       sum(satisfied_n)::double precision / nullif(sum(rated_n), 0) as satisfaction_rate,
       wilson_low(sum(satisfied_n), sum(rated_n)) as satisfaction_low,
       wilson_high(sum(satisfied_n), sum(rated_n)) as satisfaction_high,
       sum(rated_n)::bigint as rated_n,
       standard('satisfaction_rate', month) as target
from marts.satisfaction_detail
where month between chosen_month() - interval '23 months' and chosen_month()
  [[ and {{region}} ]] [[ and {{outlet}} ]] [[ and {{category}} ]]
group by month
order by month
