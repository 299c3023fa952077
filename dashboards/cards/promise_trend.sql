select month,
       label(promise, promise) as promise,
       sum(kept_n)::double precision / nullif(sum(due_n), 0) as kept_rate,
       wilson_low(sum(kept_n), sum(due_n)) as kept_low,
       wilson_high(sum(kept_n), sum(due_n)) as kept_high,
       sum(due_n)::bigint as due_n,
       promise_target() as target
from marts.promise_month
left join marts.dim_region on dim_region.region_id = promise_month.cut_id
where cut = 'region' and month between chosen_month() - interval '23 months' and chosen_month()
  and {{promise}} [[ and {{region}} ]]
group by month, promise_month.promise
having sum(due_n) > 0
order by month
