select satisfaction_month.month,
       100.0 * sum(promoters_n - detractors_n) / nullif(sum(recommend_n), 0) as nps,
       sum(recommend_n)::bigint as recommend_n,
       standard('nps', satisfaction_month.month) as target
from marts.satisfaction_month
join marts.outlet_kpi_month on outlet_kpi_month.outlet_id = satisfaction_month.cut_id and outlet_kpi_month.month = satisfaction_month.month
where satisfaction_month.cut = 'outlet'
  and satisfaction_month.month between chosen_month() - interval '23 months' and chosen_month()
  [[ and {{region}} ]] [[ and {{outlet}} ]]
group by satisfaction_month.month
having sum(recommend_n) > 0
order by satisfaction_month.month
