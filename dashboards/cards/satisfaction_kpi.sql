select satisfaction_month.month,
       sum(satisfied_n)::double precision / nullif(sum(rated_n), 0) as satisfaction_rate,
       wilson_low(sum(satisfied_n), sum(rated_n)) as satisfaction_low,
       wilson_high(sum(satisfied_n), sum(rated_n)) as satisfaction_high,
       sum(rated_n)::bigint as rated_n,
       standard('satisfaction_rate', satisfaction_month.month) as target
from marts.satisfaction_month
join marts.outlet_kpi_month on outlet_kpi_month.outlet_id = satisfaction_month.cut_id and outlet_kpi_month.month = satisfaction_month.month
where satisfaction_month.cut = 'outlet'
  and satisfaction_month.month between chosen_month() - interval '23 months' and chosen_month()
  [[ and {{region}} ]] [[ and {{outlet}} ]]
group by satisfaction_month.month
order by satisfaction_month.month
