select month,
       sum(dissatisfied_n)::double precision / nullif(sum(rated_n), 0) as dissatisfaction_rate,
       wilson_low(sum(dissatisfied_n), sum(rated_n)) as dissatisfaction_low,
       wilson_high(sum(dissatisfied_n), sum(rated_n)) as dissatisfaction_high,
       sum(rated_n)::bigint as rated_n,
       standard('dissatisfaction_rate', month) as target
from marts.satisfaction_detail
where month between chosen_month() - interval '23 months' and chosen_month()
  [[ and {{region}} ]] [[ and {{outlet}} ]] [[ and {{category}} ]]
group by month
order by month
