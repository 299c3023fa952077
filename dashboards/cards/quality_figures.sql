with picked as (
  select month, outlet_id, category, onsite_kept_n, onsite_due_n, first_fix_provisional_n, first_fix_provisional_d, fixed_n, outcome_known_n,
         complaint_on_time_n, complaint_closed_n
  from marts.outlet_kpi_detail
  where month in (chosen_month(), chosen_month() - interval '1 month', chosen_month() - interval '1 year')
    [[ and {{region}} ]] [[ and {{outlet}} ]] [[ and {{category}} ]]),
rated as (
  select month, satisfied_n, dissatisfied_n, rated_n, called_n, callback_due_n, completed_n
  from marts.satisfaction_detail
  join picked using (month, outlet_id, category)),
figures as (
  select 1 as place, 'satisfaction_rate' as metric, month, sum(satisfied_n) as x, sum(rated_n) as n from rated group by month
  union all select 2, 'dissatisfaction_rate', month, sum(dissatisfied_n), sum(rated_n) from rated group by month
  union all select 3, 'coverage_rate', month, sum(called_n), sum(callback_due_n) from rated group by month
  union all select 4, 'response_rate', month, sum(rated_n), sum(completed_n) from rated group by month
  union all select 5, 'onsite_rate', month, sum(onsite_kept_n), sum(onsite_due_n) from picked group by month
  union all select 6, 'first_fix_provisional_rate', month, sum(first_fix_provisional_n), sum(first_fix_provisional_d)
    from picked where month = chosen_month() group by month
  union all select 7, 'fixed_rate', month, sum(fixed_n), sum(outcome_known_n) from picked group by month
  union all select 8, 'complaint_on_time_rate', month, sum(complaint_on_time_n), sum(complaint_closed_n) from picked group by month),
compared as (
  select place, metric,
         max(x) filter (where month = chosen_month()) as x,
         max(n) filter (where month = chosen_month()) as n,
         max(x::double precision / nullif(n, 0)) filter (where month = chosen_month() - interval '1 month') as last_month,
         max(x::double precision / nullif(n, 0)) filter (where month = chosen_month() - interval '1 year') as last_year
  from figures
  group by place, metric)
select compared.metric,
       metric_catalog.name_en as name,
       metric_catalog.name_zh as name_zh,
       x::double precision / nullif(n, 0) as value,
       wilson_low(x, n) as low,
       wilson_high(x, n) as high,
       n::bigint as n,
       standard(compared.metric, chosen_month()) as target,
       x::double precision / nullif(n, 0) - last_month as since_month,
       x::double precision / nullif(n, 0) - last_year as since_year,
       n >= {publishable.number} as publishable,
       case when metric_catalog.better = 'lower' then standard(compared.metric, chosen_month()) - x::double precision / nullif(n, 0)
            else x::double precision / nullif(n, 0) - standard(compared.metric, chosen_month()) end as to_target,
       case when n < {publishable.number} or standard(compared.metric, chosen_month()) is null then 'unjudged'
            when metric_catalog.better = 'lower'
              then case when wilson_low(x, n) > standard(compared.metric, chosen_month()) then 'missed' else 'kept' end
            when standard(compared.metric, chosen_month()) >= 1 then case when x < n then 'broken' else 'kept' end
            when wilson_high(x, n) < standard(compared.metric, chosen_month()) then 'missed'
            else 'kept' end as standing
from compared
join marts.metric_catalog on metric_catalog.metric = compared.metric
where n > 0 and x is not null
order by place
