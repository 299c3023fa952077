select month,
       sum(completed_n)::bigint as completed_n,
       sum(onsite_kept_n)::double precision / nullif(sum(onsite_due_n), 0) as onsite_rate,
       wilson_low(sum(onsite_kept_n), sum(onsite_due_n)) as onsite_low,
       wilson_high(sum(onsite_kept_n), sum(onsite_due_n)) as onsite_high,
       sum(onsite_due_n)::bigint as onsite_due_n,
       sum(first_fix_provisional_n)::double precision / nullif(sum(first_fix_provisional_d), 0) as first_fix_provisional_rate,
       sum(first_fix_provisional_d)::bigint as first_fix_provisional_d,
       sum(complaints_n)::bigint as complaints_n,
       1000.0::double precision * sum(complaints_n) / nullif(sum(completed_n), 0) as complaints_per_1000
from marts.outlet_kpi_detail
where month between chosen_month() - interval '23 months' and chosen_month()
  [[ and {{region}} ]] [[ and {{outlet}} ]] [[ and {{category}} ]]
group by month
order by month desc
