select month,
       sum(called_n)::double precision / nullif(sum(callback_due_n), 0) as coverage_rate,
       sum(called_n)::bigint as called_n,
       sum(callback_due_n)::bigint as callback_due_n,
       standard('coverage_rate', month) as target
from marts.satisfaction_detail
where month between chosen_month() - interval '23 months' and chosen_month()
  [[ and {{region}} ]] [[ and {{outlet}} ]] [[ and {{category}} ]]
group by month
having sum(callback_due_n) > 0
order by month
