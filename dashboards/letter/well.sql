-- What went well: KPIs better than expected beyond chance or at the target beyond chance, and promises at their target beyond chance. A KPI that misses its
-- target beyond chance is not praised, and what a promise says is not said again of its KPI.
with kpis as (
  select metric, case when metric like '%per_1000' then 'per_1000' else 'share' end as unit, rate, d, rate_low, rate_high, months_n, better_by, target,
         position, expected_rate,
         case when metric like '%per_1000' then rate_high <= target else rate_low >= target end as reaches,
         case when metric like '%per_1000' then rate_low > target else rate_high < target end as misses
  from marts.outlet_scorecard_kpi
  where month = chosen_month() and outlet_id = addressee() and d >= {publishable.number} and weight > 0),
promised as (
  select promise, sum(due_n) as due_n, sum(kept_n) as kept_n,
         sum(target * due_n) / nullif(sum(due_n) filter (where target is not null), 0) as target
  from marts.promise_month
  where cut = 'outlet' and cut_id = addressee() and month between chosen_month() - interval '2 months' and chosen_month()
  group by promise),
found as (
  select 'kpi' as kind, metric, null as promise, unit, rate as value, d as n, rate_low as low, rate_high as high, months_n,
         case when position = 'high' then 'peers' else 'target' end as against,
         case when position = 'high' then expected_rate else target end as reference, coalesce(better_by, 0) as better_by
  from kpis
  where (position = 'high' or reaches) and coalesce(position, '-') <> 'low' and not coalesce(misses, false)
  union all
  select 'promise', null, promise, 'share', kept_n::double precision / due_n, due_n, wilson_low(kept_n, due_n), wilson_high(kept_n, due_n), 3, 'target',
         target, 0
  from promised
  where due_n >= {publishable.number} and (wilson_low(kept_n, due_n) >= target or (target >= 1 and kept_n = due_n))
    and not (promise = 'onsite_visit' and exists (select from kpis where metric = 'onsite_rate')))
select kind,
       label(scorecard_kpi, metric) as scorecard_kpi,
       label(promise, promise) as promise,
       unit,
       value,
       n::bigint as n,
       low,
       high,
       months_n,
       against,
       reference
from found
order by better_by desc, found.kind, n desc, coalesce(found.metric, found.promise)
limit 4
