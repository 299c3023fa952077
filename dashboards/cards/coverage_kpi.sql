select satisfaction_month.month,
       sum(called_n)::double precision / nullif(sum(callback_due_n), 0) as coverage_rate,
       sum(called_n)::bigint as called_n,
       sum(callback_due_n)::bigint as callback_due_n,
       standard('coverage_rate', satisfaction_month.month) as target
from marts.satisfaction_month
join marts.outlet_kpi_month on outlet_kpi_month.outlet_id = satisfaction_month.cut_id and outlet_kpi_month.month = satisfaction_month.month
where satisfaction_month.cut = 'outlet'
  and satisfaction_month.month between chosen_month() - interval '23 months' and chosen_month()
  [[ and {{region}} ]] [[ and {{outlet}} ]]
group by satisfaction_month.month
having sum(callback_due_n) > 0
order by satisfaction_month.month
