-- A young month is compared with earlier ones as they stood at its age; all others as they stand.
with picked as (
  select month, outlet_id, category, onsite_kept_n, onsite_due_n, first_fix_provisional_n, first_fix_provisional_d, fixed_n,
         outcome_known_n, complaint_on_time_n, complaint_closed_n
  from marts.outlet_kpi_detail
  where month between chosen_month() - interval '23 months' and chosen_month()
    [[ and {{region}} ]] [[ and {{outlet}} ]] [[ and {{category}} ]]),
settled as (
  select month, satisfied_n, dissatisfied_n, rated_n, called_n, callback_due_n, satisfaction_detail.completed_n, onsite_kept_n, onsite_due_n,
         first_fix_provisional_n, first_fix_provisional_d, fixed_n, outcome_known_n, complaint_on_time_n, complaint_closed_n
  from picked
  left join marts.satisfaction_detail using (month, outlet_id, category)),
at_age as (
  select month, satisfied_n, dissatisfied_n, rated_n, called_n, callback_due_n, month_at_age.completed_n, month_at_age.onsite_kept_n,
         month_at_age.onsite_due_n, month_at_age.first_fix_provisional_n, month_at_age.first_fix_provisional_d, month_at_age.fixed_n,
         month_at_age.outcome_known_n, month_at_age.complaint_on_time_n, month_at_age.complaint_closed_n
  from picked
  join marts.month_at_age using (month, outlet_id, category)
  where judged_month = chosen_month()),
looked_at as (
  select settled.*, false as at_age from settled
  union all
  select at_age.*, true from at_age),
young as (
  select exists (select from marts.month_at_age where judged_month = chosen_month()) as is_young),
figures as (
  select at_age, month, place, metric, sum(x)::double precision as x, sum(n)::double precision as n
  from looked_at
  cross join lateral (values
    (1, 'satisfaction_rate', satisfied_n, rated_n),
    (2, 'dissatisfaction_rate', dissatisfied_n, rated_n),
    (3, 'coverage_rate', called_n, callback_due_n),
    (4, 'response_rate', rated_n, completed_n),
    (5, 'onsite_rate', onsite_kept_n, onsite_due_n),
    (6, 'first_fix_provisional_rate', first_fix_provisional_n, first_fix_provisional_d),
    (7, 'fixed_rate', fixed_n, outcome_known_n),
    (8, 'complaint_on_time_rate', complaint_on_time_n, complaint_closed_n)) as each (place, metric, x, n)
  group by at_age, month, place, metric),
compared as (
  select place, metric,
         max(x) filter (where month = chosen_month()) as x,
         max(n) filter (where month = chosen_month()) as n,
         max(x / nullif(n, 0)) filter (where month = chosen_month() - interval '1 month') as last_month,
         max(x / nullif(n, 0)) filter (where month = chosen_month() - interval '1 year') as last_year
  from figures
  cross join young
  where at_age = is_young
  group by place, metric),
charted as (
  select metric, month, x, n, standard(figures.metric, month) as target
  from figures
  cross join young
  where not at_age and n > 0 and x is not null
    -- Months before the usual level was begun anew say nothing of what the process reaches now.
    and phase(figures.metric, figures.month) = phase(figures.metric, chosen_month())
    -- These still move in a young month, which says nothing of whether they reach the target.
    and not (is_young and month = chosen_month() and metric in ('response_rate', 'first_fix_provisional_rate', 'complaint_on_time_rate'))),
reached as (
  select distinct metric, assurance, beyond_target_n, months_n from control_limits(charted, higher, metric) as chart
  where metric <> 'dissatisfaction_rate'
  union all
  select distinct metric, assurance, beyond_target_n, months_n from control_limits(charted, lower, metric) as chart
  where metric = 'dissatisfaction_rate')
select compared.metric,
       metric_catalog.name_en as name,
       metric_catalog.name_zh as name_zh,
       x / nullif(n, 0) as value,
       wilson_low(x, n) as low,
       wilson_high(x, n) as high,
       n::bigint as n,
       standard(compared.metric, chosen_month()) as target,
       x / nullif(n, 0) - last_month as since_month,
       x / nullif(n, 0) - last_year as since_year,
       n >= {publishable.number} as publishable,
       case when metric_catalog.better = 'lower' then standard(compared.metric, chosen_month()) - x::double precision / nullif(n, 0)
            else x::double precision / nullif(n, 0) - standard(compared.metric, chosen_month()) end as to_target,
       case when n < {publishable.number} or standard(compared.metric, chosen_month()) is null then 'unjudged'
            when metric_catalog.better = 'lower'
              then case when wilson_low(x, n) > standard(compared.metric, chosen_month()) then 'missed' else 'kept' end
            when standard(compared.metric, chosen_month()) >= 1 then case when x < n then 'broken' else 'kept' end
            when wilson_high(x, n) < standard(compared.metric, chosen_month()) then 'missed'
            else 'kept' end as standing,
       label(assurance, assurance) as assurance_name,
       assurance,
       beyond_target_n,
       months_n
from compared
join marts.metric_catalog on metric_catalog.metric = compared.metric
left join reached on reached.metric = compared.metric
where n > 0 and x is not null
order by place
