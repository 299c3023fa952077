with months as (
  select month, sum(complaints_n)::double precision as x, sum(completed_n) / 1000.0::double precision as n,
         standard('complaints_per_1000', month) as target,
         phase('complaints_per_1000', outlet_kpi_detail.month) as phase
  from marts.outlet_kpi_detail
  where month between chosen_month() - interval '23 months' and chosen_month()
    [[ and {{region}} ]] [[ and {{outlet}} ]] [[ and {{category}} ]]
  group by month
  having sum(completed_n) > 0 and count(complaints_n) > 0)
select month,
       x / n as complaints_per_1000,
       centre,
       limit_low,
       limit_high,
       count_low(x) / n as complaints_low,
       count_high(x) / n as complaints_high,
       x::bigint as complaints_n,
       round(1000 * n)::bigint as completed_n,
       noted('complaints_per_1000', chart.month) as note,
       case when noted('complaints_per_1000', chart.month) is not null then x / n end as noted,
       target,
       assurance,
       beyond_target_n,
       months_n
from rate_limits(months, lower, phase) as chart
order by month
