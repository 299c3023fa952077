select month,
       sum(first_fix_n)::double precision / nullif(sum(first_fix_d), 0) as first_fix_rate,
       wilson_low(sum(first_fix_n), sum(first_fix_d)) as first_fix_low,
       wilson_high(sum(first_fix_n), sum(first_fix_d)) as first_fix_high,
       sum(first_fix_d)::bigint as first_fix_d,
       standard('first_fix_rate', month) as target
from marts.outlet_kpi_detail
where month between chosen_month() - interval '23 months' and chosen_month()
  [[ and {{region}} ]] [[ and {{outlet}} ]] [[ and {{category}} ]]
group by month
having sum(first_fix_d) > 0 and sum(first_fix_d) = sum(first_fix_provisional_d)
order by month
