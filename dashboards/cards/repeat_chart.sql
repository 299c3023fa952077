with months as (
  select month, sum(first_fix_d - first_fix_n)::double precision as x, sum(first_fix_d)::double precision as n,
         1 - standard('first_fix_rate', month) as target,
         phase('first_fix_rate', outlet_kpi_detail.month) as phase
  from marts.outlet_kpi_detail
  where month between chosen_month() - interval '23 months' and chosen_month()
    [[ and {{region}} ]] [[ and {{outlet}} ]] [[ and {{category}} ]]
  group by month
  having sum(first_fix_d) > 0 and sum(first_fix_d) = sum(first_fix_provisional_d))
select month,
       x / n as repeat_rate,
       centre,
       limit_low,
       limit_high,
       n::bigint as first_fix_d,
       case when n < {publishable.number} then x / n end as few,
       noted('first_fix_rate', chart.month) as note,
       case when noted('first_fix_rate', chart.month) is not null then x / n end as noted,
       target,
       assurance,
       beyond_target_n,
       months_n
from control_limits(months, lower, phase) as chart
order by month
