select month,
       100.0 * sum(promoters_n - detractors_n) / nullif(sum(recommend_n), 0) as nps,
       sum(recommend_n)::bigint as recommend_n,
       standard('nps', month) as target
from marts.satisfaction_detail
where month between chosen_month() - interval '23 months' and chosen_month()
  [[ and {{region}} ]] [[ and {{outlet}} ]] [[ and {{category}} ]]
group by month
having sum(recommend_n) > 0
order by month
