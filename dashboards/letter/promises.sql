-- The promises that the outlet had to keep in the last three months, and in the month alone; target by what was due in each month.
with counted as (
  select promise,
         sum(due_n) filter (where month = chosen_month()) as month_due_n,
         sum(kept_n) filter (where month = chosen_month()) as month_kept_n,
         sum(due_n) as due_n, sum(kept_n) as kept_n, sum(unknown_n) as unknown_n,
         sum(target * due_n) / nullif(sum(due_n) filter (where target is not null), 0) as target
  from marts.promise_month
  where cut = 'outlet' and cut_id = addressee() and month between chosen_month() - interval '2 months' and chosen_month()
  group by promise),
judged as (
  select promise, month_due_n, month_kept_n, due_n, kept_n, unknown_n, target,
         standing(kept_n, due_n, target, {publishable.number}) as standing
  from counted)
select label(promise, promise) as promise,
       promise as promise_code,
       month_kept_n::double precision / nullif(month_due_n, 0) as in_month,
       coalesce(month_due_n, 0)::bigint as in_month_n,
       kept_n::double precision / nullif(due_n, 0) as kept,
       due_n::bigint as kept_n,
       wilson_low(kept_n, due_n) as kept_low,
       wilson_high(kept_n, due_n) as kept_high,
       target,
       (due_n - kept_n)::bigint as broken,
       case when standing in ('missed', 'broken') then 'worse' when due_n < {publishable.number} then 'quiet' end as kept_tone,
       unknown_n::bigint as unknown,
       standing
from judged
where due_n > 0 or unknown_n > 0
order by case standing when 'unjudged' then 1 else 0 end, target * due_n - kept_n desc nulls last, judged.promise
