with months as (
  select satisfaction_month.month, sum(dissatisfied_n)::double precision as x, sum(rated_n)::double precision as n
  from marts.satisfaction_month
  join marts.outlet_kpi_month on outlet_kpi_month.outlet_id = satisfaction_month.cut_id and outlet_kpi_month.month = satisfaction_month.month
  where satisfaction_month.cut = 'outlet'
    and satisfaction_month.month between chosen_month() - interval '23 months' and chosen_month()
    [[ and {{region}} ]] [[ and {{outlet}} ]]
  group by satisfaction_month.month
  having sum(rated_n) > 0),
centred as (select month, x, n, sum(x) over () / sum(n) over () as p from months),
spread as (select month, x, n, p, (x / n - p) / nullif(sqrt(p * (1 - p) / n), 0) as z from centred),
moves as (select month, x, n, p, abs(z - lag(z) over (order by month)) as move from spread),
limits as (select month, x, n, p, sqrt(p * (1 - p) / n) * avg(move) over () / 1.128 as sigma from moves)
select month,
       x / n as dissatisfaction_rate,
       p as centre,
       greatest(0, p - 3 * sigma) as limit_low,
       least(1, p + 3 * sigma) as limit_high,
       n::bigint as rated_n,
       standard('dissatisfaction_rate', month) as target
from limits
order by month
