select label(promise, promise) as promise,
       sum(kept_n)::double precision / nullif(sum(due_n), 0) as kept_rate,
       wilson_high(sum(kept_n), sum(due_n)) as kept_high,
       sum(due_n)::bigint as due_n,
       max(standard_in_force.target) as target,
       max(standard_in_force.floor) as floor
from marts.promise_month
left join marts.dim_region on dim_region.region_id = promise_month.cut_id
join marts.standard_in_force on standard_in_force.metric = promise_month.promise and standard_in_force.scope = 'all'
     and month >= standard_in_force.valid_from and (standard_in_force.valid_to is null or month < standard_in_force.valid_to)
where cut = 'region' and month = chosen_month()
  [[ and {{region}} ]]
group by promise_month.promise
having wilson_high(sum(kept_n), sum(due_n)) < max(standard_in_force.floor)
order by kept_high
