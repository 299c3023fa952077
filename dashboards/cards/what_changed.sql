-- A young month is compared with the one before it as that stood at its age; all others as they stand.
with judged as (
  select month, promise, cut, cut_id, due_n, kept_n
  from marts.promise_at_age
  where judged_month = chosen_month()
  union all
  select month, promise, cut, cut_id, due_n, kept_n
  from marts.promise_month
  where not exists (select from marts.promise_at_age where judged_month = chosen_month())),
rates as (
  select promise, cut, cut_id, month, due_n::double precision as due_n, kept_n::double precision as kept_n, kept_n::double precision / due_n as kept_rate
  from judged
  left join marts.dim_region on cut = 'region' and dim_region.region_id = cut_id
  where cut in ('company', 'region') and month in (chosen_month(), chosen_month() - interval '1 month') and due_n >= {publishable.number}
    [[ and {{region}} ]]),
outlets as (
  select now.promise, outlet_kpi_month.region_id, now.cut_id as outlet_id, now.kept_n - now.due_n * before.kept_n::double precision / before.due_n as moved
  from judged as now
  join judged as before
    on before.promise = now.promise and before.cut = 'outlet' and before.cut_id = now.cut_id and before.month = now.month - interval '1 month'
  join marts.outlet_kpi_month on outlet_kpi_month.outlet_id = now.cut_id and outlet_kpi_month.month = now.month
  where now.cut = 'outlet' and now.month = chosen_month() and now.due_n > 0 and before.due_n > 0)
select coalesce(dim_region.name, label(word, 'company')) as region,
       now.cut_id as region_id,
       label(promise, now.promise) as promise,
       before.kept_rate as kept_rate_before,
       now.kept_rate as kept_rate,
       now.kept_rate - before.kept_rate as since_month,
       now.due_n::bigint as due_n,
       (now.kept_rate - before.kept_rate) * now.due_n as promises_moved,
       coalesce(
         abs(now.kept_rate - before.kept_rate)
         / nullif(sqrt((now.kept_n + before.kept_n) * (now.due_n + before.due_n - now.kept_n - before.kept_n)
                       / (now.due_n * before.due_n * (now.due_n + before.due_n))), 0)
         > family_sigmas(count(*) over ()), false) as beyond_chance,
       coalesce(dim_outlet.name, most.outlet_id) as outlet,
       most.moved as outlet_moved
from rates as now
join rates as before on before.promise = now.promise and before.cut = now.cut and before.cut_id = now.cut_id and before.month < now.month
left join lateral (
  select outlet_id, moved
  from outlets
  where outlets.promise = now.promise and (now.cut = 'company' or outlets.region_id = now.cut_id)
    and moved * (now.kept_rate - before.kept_rate) > 0
  order by abs(moved) desc, outlet_id
  limit 1) as most on true
left join marts.dim_region on now.cut = 'region' and dim_region.region_id = now.cut_id
left join marts.dim_outlet on dim_outlet.outlet_id = most.outlet_id
order by beyond_chance desc, abs((now.kept_rate - before.kept_rate) * now.due_n) desc
limit 20
