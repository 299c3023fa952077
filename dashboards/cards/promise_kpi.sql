-- A young month is compared with earlier ones as they stood at its age; all others as they stand.
with settled as (
  select month, sum(kept_n) as kept_n, sum(due_n) as due_n, promise_target() as target
  from marts.promise_month
  left join marts.dim_region on dim_region.region_id = promise_month.cut_id
  where promise = '${promise}' and cut = 'region' and month between chosen_month() - interval '23 months' and chosen_month()
    [[ and {{region}} ]]
  group by promise, month),
at_age as (
  select month, sum(kept_n) as kept_n, sum(due_n) as due_n
  from marts.promise_at_age
  left join marts.dim_region on dim_region.region_id = promise_at_age.cut_id
  where judged_month = chosen_month() and promise = '${promise}' and cut = 'region'
    [[ and {{region}} ]]
  group by month),
looked_at as (
  select month, kept_n, due_n, target
  from settled
  where month < chosen_month() - interval '1 year' or not exists (select from marts.promise_at_age where judged_month = chosen_month())
  union all
  select at_age.month, at_age.kept_n, at_age.due_n, target
  from at_age
  join settled on settled.month = at_age.month)
select month,
       kept_n::double precision / due_n as kept_rate,
       wilson_low(kept_n, due_n) as kept_low,
       wilson_high(kept_n, due_n) as kept_high,
       due_n::bigint as due_n,
       target
from looked_at
where due_n > 0
order by month
