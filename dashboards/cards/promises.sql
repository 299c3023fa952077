with now as (
  select promise, sum(due_n) as due_n, sum(kept_n) as kept_n, sum(unknown_n) as unknown_n, sum(target * due_n) / nullif(sum(due_n), 0) as target
  from marts.promise_month
  left join marts.dim_region on dim_region.region_id = promise_month.cut_id
  where month = chosen_month() and cut = 'region'
    [[ and {{region}} ]]
  group by promise),
earlier as (
  select promise,
         sum(kept_n) filter (where month = chosen_month() - interval '1 month')::double precision
           / nullif(sum(due_n) filter (where month = chosen_month() - interval '1 month'), 0) as last_month,
         sum(kept_n) filter (where month = chosen_month() - interval '1 year')::double precision
           / nullif(sum(due_n) filter (where month = chosen_month() - interval '1 year'), 0) as last_year
  from marts.promise_month
  left join marts.dim_region on dim_region.region_id = promise_month.cut_id
  where month in (chosen_month() - interval '1 month', chosen_month() - interval '1 year') and cut = 'region'
    [[ and {{region}} ]]
  group by promise)
select now.promise as promise_code,
       label(promise, now.promise) as promise,
       kept_n::double precision / nullif(due_n, 0) as kept_rate,
       wilson_low(kept_n, due_n) as kept_low,
       wilson_high(kept_n, due_n) as kept_high,
       due_n::bigint as due_n,
       target,
       kept_n::double precision / nullif(due_n, 0) - target as to_target,
       kept_n::double precision / nullif(due_n, 0) - last_month as since_month,
       kept_n::double precision / nullif(due_n, 0) - last_year as since_year,
       unknown_n::bigint as unknown_n,
       due_n >= {publishable.number} as publishable,
       case when due_n < {publishable.number} or target is null then 'unjudged'
            when target < 1 and wilson_high(kept_n, due_n) < target then 'missed'
            when target >= 1 and kept_n < due_n then 'broken'
            else 'kept' end as standing
from now
left join earlier on earlier.promise = now.promise
order by publishable desc, to_target nulls last
