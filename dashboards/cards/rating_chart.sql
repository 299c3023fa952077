with months as (
  select month, sum(${count})::double precision as x, sum(rated_n)::double precision as n, standard('${rating}_rate', month) as target,
         phase('${rating}_rate', satisfaction_detail.month) as phase
  from marts.satisfaction_detail
  where month between chosen_month() - interval '23 months' and chosen_month()
    [[ and {{region}} ]] [[ and {{outlet}} ]] [[ and {{category}} ]]
  group by month
  having sum(rated_n) > 0)
select month,
       x / n as ${rating}_rate,
       centre,
       limit_low,
       limit_high,
       n::bigint as rated_n,
       case when n < {publishable.number} then x / n end as few,
       noted('${rating}_rate', chart.month) as note,
       case when noted('${rating}_rate', chart.month) is not null then x / n end as noted,
       target,
       assurance,
       beyond_target_n,
       months_n
from control_limits(months, ${better}, phase) as chart
order by month
