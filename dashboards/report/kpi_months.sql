-- The company's figures of the last 25 months, one row per month and figure, with the 95 % Wilson interval of each share.
with wanted as (
  select month, 'satisfaction_rate' as metric, satisfied_n as x, rated_n as n from marts.satisfaction_month where cut = 'company'
  union all select month, 'dissatisfaction_rate', dissatisfied_n, rated_n from marts.satisfaction_month where cut = 'company'
  union all select month, 'coverage_rate', called_n, callback_due_n from marts.satisfaction_month where cut = 'company'
  union all select month, 'onsite_rate', kept_n, due_n from marts.promise_month where cut = 'company' and promise = 'onsite_24h'
  union all select month, 'first_fix_rate', sum(first_fix_n), sum(first_fix_d) from marts.outlet_kpi_month group by month
  union all select month, 'complaint_on_time_rate', sum(complaint_on_time_n), sum(complaint_closed_n) from marts.outlet_kpi_month group by month
), shares as (
  select month, metric, x, n, x / n::float8 as p, 1.959963984540054 as z from wanted where n > 0
), standards as (
  select month, metric, mode() within group (order by target) as target from marts.outlet_scorecard_kpi
  where target is not null and metric <> 'onsite_rate' group by month, metric
  union all select month, 'onsite_rate', target from marts.promise_month where cut = 'company' and promise = 'onsite_24h'
), rows as (
  select month, metric, n, p as value,
         greatest(0, (p + z * z / (2 * n) - z * sqrt(p * (1 - p) / n + z * z / (4.0 * n * n))) / (1 + z * z / n)) as low,
         least(1, (p + z * z / (2 * n) + z * sqrt(p * (1 - p) / n + z * z / (4.0 * n * n))) / (1 + z * z / n)) as high
  from shares
  union all
  select month, 'complaints_per_1000', sum(completed_n), 1000.0 * sum(complaints_n) / nullif(sum(completed_n), 0), null, null
  from marts.outlet_kpi_month group by month
  union all
  select month, 'backlog_n', null, sum(backlog_n), null, null from marts.outlet_kpi_month group by month
)
select month, metric, value::float8 as value, low::float8 as low, high::float8 as high, n::bigint as n, target
from rows left join standards using (month, metric)
where month <= date {{month}} and month >= date {{month}} - interval '24 months'
order by month, metric
