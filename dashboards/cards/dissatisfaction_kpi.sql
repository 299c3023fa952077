select satisfaction_month.month,
       sum(dissatisfied_n)::double precision / nullif(sum(rated_n), 0) as dissatisfaction_rate,
       wilson_low(sum(dissatisfied_n), sum(rated_n)) as dissatisfaction_low,
       wilson_high(sum(dissatisfied_n), sum(rated_n)) as dissatisfaction_high,
       sum(rated_n)::bigint as rated_n,
       standard('dissatisfaction_rate', satisfaction_month.month) as target
from marts.satisfaction_month
join marts.outlet_kpi_month on outlet_kpi_month.outlet_id = satisfaction_month.cut_id and outlet_kpi_month.month = satisfaction_month.month
where satisfaction_month.cut = 'outlet'
  and satisfaction_month.month between chosen_month() - interval '23 months' and chosen_month()
  [[ and {{region}} ]] [[ and {{outlet}} ]]
group by satisfaction_month.month
order by satisfaction_month.month
