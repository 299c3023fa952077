select month,
       1000.0 * sum(complaints_n) / nullif(sum(completed_n), 0) as complaints_per_1000,
       sum(complaints_n)::bigint as complaints_n,
       sum(completed_n)::bigint as completed_n,
       standard('complaints_per_1000', month) as target
from marts.outlet_kpi_detail
where month between chosen_month() - interval '23 months' and chosen_month()
  [[ and {{region}} ]] [[ and {{outlet}} ]] [[ and {{category}} ]]
group by month
having sum(completed_n) > 0 and count(complaints_n) > 0
order by month
