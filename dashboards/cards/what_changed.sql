with rates as (
  select promise, cut, cut_id, month, due_n, kept_rate, kept_low, kept_high
  from marts.promise_month
  where cut in ('company', 'region') and month in (chosen_month(), chosen_month() - interval '1 month') and due_n > 0
    [[ and {{region}} ]])
select coalesce(dim_region.name, label(word, 'all')) as region,
       now.cut_id as region_id,
       label(promise, now.promise) as promise,
       before.kept_rate as kept_rate_before,
       now.kept_rate as kept_rate,
       now.kept_rate - before.kept_rate as since_month,
       now.due_n as due_n,
       (now.kept_rate - before.kept_rate) * now.due_n as promises_moved,
       now.kept_high < before.kept_low or now.kept_low > before.kept_high as beyond_chance
from rates as now
join rates as before on before.promise = now.promise and before.cut = now.cut and before.cut_id = now.cut_id and before.month < now.month
left join marts.dim_region on now.cut = 'region' and dim_region.region_id = now.cut_id
order by beyond_chance desc, abs((now.kept_rate - before.kept_rate) * now.due_n) desc
limit 20
