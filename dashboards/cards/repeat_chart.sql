with months as (
  select month, sum(first_fix_d - first_fix_n)::double precision as x, sum(first_fix_d)::double precision as n
  from marts.outlet_kpi_detail
  where month between chosen_month() - interval '23 months' and chosen_month()
    [[ and {{region}} ]] [[ and {{outlet}} ]] [[ and {{category}} ]]
  group by month
  having sum(first_fix_d) > 0 and sum(first_fix_d) = sum(first_fix_provisional_d)),
centred as (select month, x, n, sum(x) over () / sum(n) over () as p from months),
spread as (select month, x, n, p, (x / n - p) / nullif(sqrt(p * (1 - p) / n), 0) as z from centred),
moves as (select month, x, n, p, abs(z - lag(z) over (order by month)) as move from spread),
limits as (select month, x, n, p, sqrt(p * (1 - p) / n) * avg(move) over () / 1.128 as sigma from moves)
select month,
       x / n as repeat_rate,
       p as centre,
       greatest(0, p - 3 * sigma) as limit_low,
       least(1, p + 3 * sigma) as limit_high,
       n::bigint as first_fix_d,
       case when n < {publishable.number} then x / n end as few,
       1 - standard('first_fix_rate', month) as target
from limits
order by month
