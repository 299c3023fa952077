select month,
       sum(${count})::double precision / nullif(sum(rated_n), 0) as ${rating}_rate,
       wilson_low(sum(${count}), sum(rated_n)) as ${rating}_low,
       wilson_high(sum(${count}), sum(rated_n)) as ${rating}_high,
       sum(rated_n)::bigint as rated_n,
       standard('${rating}_rate', month) as target
from marts.satisfaction_detail
where month between chosen_month() - interval '23 months' and chosen_month()
  [[ and {{region}} ]] [[ and {{outlet}} ]] [[ and {{category}} ]]
group by month
order by month
