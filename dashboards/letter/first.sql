-- What to do first: KPIs that the scorecard finds low, KPIs below target beyond chance and promises missed, by the customers a month that they cost, with a
-- few orders to begin with. What is not shown to cost any (satisfaction_driver, whole company) comes last, by the customers whom it concerns.
with costs as (
  select driver, -effect as cost
  from marts.satisfaction_driver
  where month = chosen_month() and window_months = {action_months.number} and cut = 'company' and shown),
kpis as (
  select 'kpi' as kind, metric, null as promise, case when metric like '%per_1000' then 'per_1000' else 'share' end as unit,
         rate as value, d as n, rate_low as low, rate_high as high, months_n, from_month, to_month,
         case when position = 'low' then 'peers' else 'target' end as against,
         case when position = 'low' then expected_rate else target end as reference,
         case when metric like '%per_1000' then (rate - case when position = 'low' then expected_rate else target end) * d / 1000
              else (case when position = 'low' then expected_rate else target end - rate) * d end as customers,
         case metric when 'onsite_rate' then 'onsite_visit' end as same_promise
  from marts.outlet_scorecard_kpi
  where month = chosen_month() and outlet_id = addressee() and d >= {publishable.number}
    and (position = 'low' or case when metric like '%per_1000' then rate_low > target else rate_high < target end)),
promised as (
  select promise, sum(due_n) as due_n, sum(kept_n) as kept_n,
         sum(target * due_n) / nullif(sum(due_n) filter (where target is not null), 0) as target
  from marts.promise_month
  where cut = 'outlet' and cut_id = addressee() and month between chosen_month() - interval '2 months' and chosen_month()
  group by promise),
found as (
  select kind, metric, promise, unit, value, n, low, high, months_n, from_month, to_month, against, reference, customers from kpis
  union all
  select 'promise', null, promise, 'share', kept_n::double precision / due_n, due_n, wilson_low(kept_n, due_n), wilson_high(kept_n, due_n),
         3, (chosen_month() - interval '2 months')::date, chosen_month(), 'target', target, target * due_n - kept_n
  from promised
  where standing(kept_n, due_n, target, {publishable.number}) in ('missed', 'broken')
    and promise not in (select same_promise from kpis where same_promise is not null)),
orders as (
  select found.kind, found.metric, found.promise, string_agg(repair_id, ', ' order by place) as orders
  from found
  join lateral (
    select repair_id, row_number() over (order by problems_n desc, order_detail.month desc, repair_id) as place
    from marts.order_detail
    where outlet_id = addressee() and order_detail.month between from_month and chosen_month()
      and case coalesce(found.metric, found.promise)
            when 'satisfaction_rate' then dissatisfied when 'first_fix_rate' then came_back or not_fixed when 'fixed_rate' then not_fixed
            when 'onsite_rate' then late when 'onsite_visit' then late when 'complaints_per_1000' then complained
            when 'severe_complaints_per_1000' then complained else false end) as behind on place <= 3
  group by found.kind, found.metric, found.promise)
select found.kind,
       label(scorecard_kpi, found.metric) as scorecard_kpi,
       label(scorecard_action, found.metric) as scorecard_action,
       label(promise, found.promise) as promise,
       unit,
       value,
       n::bigint as n,
       low,
       high,
       months_n,
       to_month,
       against,
       reference,
       round(customers)::bigint as customers_n,
       customers / months_n as customers_a_month,
       orders
from found
left join orders on orders.kind = found.kind and orders.metric is not distinct from found.metric and orders.promise is not distinct from found.promise
left join costs on costs.driver = driver(coalesce(found.metric, found.promise))
where customers > 0
-- Who is not satisfied, or complains, is a customer lost; others are by what the driver costs.
order by customers / months_n * coalesce(cost, case when found.metric = 'satisfaction_rate' or found.metric like '%per_1000' then 1 else 0 end) desc, customers_a_month desc, found.kind, coalesce(found.metric, found.promise)
limit 3
