-- A young month is compared with earlier ones as they stood at its age; all others as they stand.
with counted as (
  select promise, month, sum(due_n)::double precision as due_n, sum(kept_n)::double precision as kept_n, sum(unknown_n) as unknown_n,
         promise_target() as target
  from marts.promise_month
  left join marts.dim_region on dim_region.region_id = promise_month.cut_id
  where month between chosen_month() - interval '23 months' and chosen_month() and cut = 'region'
    [[ and {{region}} ]]
  group by promise, month),
at_age as (
  select promise, month, sum(due_n)::double precision as due_n, sum(kept_n)::double precision as kept_n
  from marts.promise_at_age
  left join marts.dim_region on dim_region.region_id = promise_at_age.cut_id
  where judged_month = chosen_month() and cut = 'region'
    [[ and {{region}} ]]
  group by promise, month),
before as (
  select promise, month, due_n, kept_n from at_age
  union all
  select promise, month, due_n, kept_n from counted
  where not exists (select from marts.promise_at_age where judged_month = chosen_month())),
earlier as (
  select promise,
         max(kept_n / nullif(due_n, 0)) filter (where month = chosen_month() - interval '1 month') as last_month,
         max(kept_n / nullif(due_n, 0)) filter (where month = chosen_month() - interval '1 year') as last_year
  from before
  group by promise),
charted as (
  select promise, month, kept_n as x, due_n as n, target from counted where due_n > 0
    -- Months before the usual level was begun anew say nothing of what the process reaches now.
    and phase(counted.promise, counted.month) = phase(counted.promise, chosen_month())),
reached as (
  select promise, assurance, beyond_target_n, months_n from control_limits(charted, higher, promise) as chart
  where month = chosen_month())
select counted.promise as promise_code,
       label(promise, counted.promise) as promise,
       kept_n / nullif(due_n, 0) as kept_rate,
       wilson_low(kept_n, due_n) as kept_low,
       wilson_high(kept_n, due_n) as kept_high,
       due_n::bigint as due_n,
       target,
       kept_n / nullif(due_n, 0) - target as to_target,
       kept_n / nullif(due_n, 0) - last_month as since_month,
       kept_n / nullif(due_n, 0) - last_year as since_year,
       unknown_n::bigint as unknown_n,
       due_n >= {publishable.number} as publishable,
       standing(kept_n, due_n, target, {publishable.number}) as standing,
       label(assurance, assurance) as assurance_name,
       assurance,
       beyond_target_n,
       months_n
from counted
left join earlier on earlier.promise = counted.promise
left join reached on reached.promise = counted.promise
where counted.month = chosen_month()
order by publishable desc, to_target nulls last
