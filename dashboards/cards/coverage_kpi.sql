-- A young month is compared with earlier ones as they stood at its age; all others as they stand.
with picked as (
  select month, outlet_id, category, called_n, callback_due_n
  from marts.satisfaction_detail
  where month between chosen_month() - interval '23 months' and chosen_month()
    [[ and {{region}} ]] [[ and {{outlet}} ]] [[ and {{category}} ]]),
looked_at as (
  select month, called_n, callback_due_n
  from picked
  where month < chosen_month() - interval '1 year' or not exists (select from marts.month_at_age where judged_month = chosen_month())
  union all
  select month, month_at_age.called_n, month_at_age.callback_due_n
  from picked
  join marts.month_at_age using (month, outlet_id, category)
  where judged_month = chosen_month())
select month,
       sum(called_n)::double precision / nullif(sum(callback_due_n), 0) as coverage_rate,
       sum(called_n)::bigint as called_n,
       sum(callback_due_n)::bigint as callback_due_n,
       standard('coverage_rate', month) as target
from looked_at
group by month
having sum(callback_due_n) > 0
order by month
