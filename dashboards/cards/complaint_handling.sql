select month,
       sum(complaint_on_time_n)::double precision / nullif(sum(complaint_closed_n), 0) as complaint_on_time_rate,
       wilson_low(sum(complaint_on_time_n), sum(complaint_closed_n)) as low,
       wilson_high(sum(complaint_on_time_n), sum(complaint_closed_n)) as high,
       sum(complaint_closed_n)::bigint as complaint_closed_n,
       standard('complaint_on_time_rate', month) as target
from marts.outlet_kpi_detail
where month between chosen_month() - interval '23 months' and chosen_month()
  [[ and {{region}} ]] [[ and {{outlet}} ]] [[ and {{category}} ]]
group by month
having sum(complaint_closed_n) > 0
order by month
