-- A company that has closed no month has no table of them.
create table if not exists marts.closed_month (month date);
create schema referee;
create function referee.lower95(x double precision, n double precision) returns double precision language sql as
  'select case when n > 0 then greatest(0, (x / n + 3.8414588 / (2 * n) - 1.959964 * sqrt(x / n * (1 - x / n) / n + 3.8414588 / (4 * n * n))) / (1 + 3.8414588 / n)) end';
create function referee.upper95(x double precision, n double precision) returns double precision language sql as
  'select case when n > 0 then least(1, (x / n + 3.8414588 / (2 * n) + 1.959964 * sqrt(x / n * (1 - x / n) / n + 3.8414588 / (4 * n * n))) / (1 + 3.8414588 / n)) end';
create function referee.target(asked text, day date) returns double precision language sql as
  'select max(target) from marts.standard_in_force where metric = asked and scope = ''all'' and valid_from <= day and (valid_to is null or valid_to > day)';
-- A p'' chart of shares, the limits of its last month: x and n in the order of months.
create function referee.chart(x double precision[], n double precision[]) returns table (centre double precision, low double precision, high double precision)
language sql as '
  with months as (select row_number() over () as i, a.x, b.n from unnest(x) with ordinality as a(x, i) join unnest(n) with ordinality as b(n, j) on a.i = b.j),
  mean as (select sum(m.x) / sum(m.n) as c from months as m),
  scores as (select i, (m.x / m.n - c) / nullif(sqrt(c * (1 - c) / m.n), 0) as z from months as m, mean),
  moves as (select avg(abs(s.z - t.z)) / 1.128 as s from scores as s join scores as t on t.i = s.i - 1)
  select c, greatest(0, c - 3 * s * sqrt(c * (1 - c) / n[array_length(n, 1)])), least(1, c + 3 * s * sqrt(c * (1 - c) / n[array_length(n, 1)])) from mean, moves';
-- How a process of the months in order stands to its targets: the chart of its last month, of shares or (counts) of events per unit; in how many months with
-- a target it was on the wrong side of it; and whether its limits, at their mean width, lie wholly on the wrong side of the last one.
create function referee.process(x double precision[], n double precision[], target double precision[], lower_is_better boolean, counts boolean)
returns table (centre double precision, low double precision, high double precision, missed bigint, months bigint, never boolean) language sql as '
  with months as (select row_number() over () as i, a.x, b.n, c.target from unnest(x) with ordinality as a(x, i) join unnest(n) with ordinality as b(n, j) on a.i = b.j
                    join unnest(target) with ordinality as c(target, k) on a.i = c.k),
  mean as (select sum(m.x) / sum(m.n) as c from months as m),
  errors as (select i, m.x, m.n, m.target, c, sqrt(c * case when counts then 1 else 1 - c end / m.n) as e from months as m, mean),
  moves as (select avg(abs((s.x / s.n - s.c) / nullif(s.e, 0) - (t.x / t.n - t.c) / nullif(t.e, 0))) / 1.128 as s from errors as s join errors as t on t.i = s.i - 1),
  limits as (select i, errors.x, errors.n, errors.target, c, greatest(0, c - 3 * s * e) as l, least(case when counts then 1e9 else 1 end, c + 3 * s * e) as h from errors, moves),
  last as (select * from limits where i = (select max(i) from limits))
  select last.c, last.l, last.h,
         (select count(*) from limits as each where case when lower_is_better then each.x / each.n > each.target else each.x / each.n < each.target end),
         (select count(limits.target) from limits),
         (select count(*) from limits) >= 8 and case when lower_is_better then (select avg(l) from limits) > last.target else (select avg(h) from limits) < last.target end
  from last';
create view referee.promises as
  select month, promise, due_n::double precision as due, kept_n::double precision as kept, target,
         case when due_n < 30 or target is null then 'unjudged'
              when target >= 1 then case when kept_n < due_n then 'broken' else 'kept' end
              when referee.upper95(kept_n, due_n) < target then 'missed' else 'kept' end as standing
  from marts.promise_month where cut = 'company';
create view referee.rates as
  with kpis as (
    select month, sum(onsite_kept_n) as onsite_kept, sum(onsite_due_n) as onsite_due, sum(first_fix_provisional_n) as held, sum(first_fix_provisional_d) as repaired,
           sum(fixed_n) as fixed, sum(outcome_known_n) as known, sum(complaint_on_time_n) as resolved, sum(complaint_closed_n) as closed
    from marts.outlet_kpi_month group by month),
  figures as (
    select month, 'satisfaction_rate' as metric, satisfied_n as x, rated_n as n from marts.satisfaction_month where cut = 'company'
    union all select month, 'dissatisfaction_rate', dissatisfied_n, rated_n from marts.satisfaction_month where cut = 'company'
    union all select month, 'coverage_rate', called_n, callback_due_n from marts.satisfaction_month where cut = 'company'
    union all select month, 'response_rate', rated_n, completed_n from marts.satisfaction_month where cut = 'company'
    union all select month, 'onsite_rate', onsite_kept, onsite_due from kpis
    union all select month, 'first_fix_provisional_rate', held, repaired from kpis
    union all select month, 'fixed_rate', fixed, known from kpis
    union all select month, 'complaint_on_time_rate', resolved, closed from kpis)
  select figures.month, figures.metric, lower(metric_catalog.name_en) as name, x::double precision as x, n::double precision as n,
         referee.target(case figures.metric when 'coverage_rate' then 'called_back' when 'onsite_rate' then 'onsite_visit' else figures.metric end, figures.month) as target
  from figures join marts.metric_catalog on metric_catalog.metric = figures.metric
  where n > 0;
create view referee.outlet_figures as
  select outlet_scorecard_kpi.month, outlet_scorecard_kpi.metric, coalesce(dim_outlet.name, outlet_scorecard_kpi.outlet_id) as outlet, d, rate, limit_low, expected_rate,
         better_by < 0 and erfc(abs(better_by) / sqrt(2)) * count(better_by) over (partition by outlet_scorecard_kpi.month, outlet_scorecard_kpi.metric) < 0.05 as beyond
  from marts.outlet_scorecard_kpi left join marts.dim_outlet on dim_outlet.outlet_id = outlet_scorecard_kpi.outlet_id
  where limit_low is not null;
create view referee.few_rows as
  select source_month.month, source, cut, cut_id, rows_n, expected_n, coalesce(dim_outlet.name, dim_region.name, cut_id) as member,
         (select coalesce(max(before.month) + interval '1 month', '0001-01-01') from marts.source_month as before where before.source = source_month.source
            and before.cut = source_month.cut and before.cut_id = source_month.cut_id and before.month < source_month.month and before.state = 'delivered') as began
  from marts.source_month left join marts.dim_outlet on cut = 'outlet' and dim_outlet.outlet_id = cut_id left join marts.dim_region on cut = 'region' and dim_region.region_id = cut_id
  where cut <> 'company' and chance <= 0.001 and state in ('silent', 'partial');
