select month,
       sum(onsite_kept_n)::double precision / nullif(sum(onsite_due_n), 0) as onsite_rate,
       wilson_low(sum(onsite_kept_n), sum(onsite_due_n)) as onsite_low,
       wilson_high(sum(onsite_kept_n), sum(onsite_due_n)) as onsite_high,
       sum(onsite_due_n)::bigint as onsite_due_n,
       standard('onsite_rate', month) as target
from marts.outlet_kpi_detail
where month between chosen_month() - interval '23 months' and chosen_month()
  [[ and {{region}} ]] [[ and {{outlet}} ]] [[ and {{category}} ]]
group by month
having sum(onsite_due_n) > 0
order by month
