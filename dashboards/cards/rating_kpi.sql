-- A young month is compared with earlier ones as they stood at its age; all others as they stand.
with picked as (
  select month, outlet_id, category, ${count}, rated_n
  from marts.satisfaction_detail
  where month between chosen_month() - interval '23 months' and chosen_month()
    [[ and {{region}} ]] [[ and {{outlet}} ]] [[ and {{category}} ]]),
looked_at as (
  select month, ${count}, rated_n
  from picked
  where month < chosen_month() - interval '1 year' or not exists (select from marts.month_at_age where judged_month = chosen_month())
  union all
  select month, month_at_age.${count}, month_at_age.rated_n
  from picked
  join marts.month_at_age using (month, outlet_id, category)
  where judged_month = chosen_month())
select month,
       sum(${count})::double precision / nullif(sum(rated_n), 0) as ${rating}_rate,
       wilson_low(sum(${count}), sum(rated_n)) as ${rating}_low,
       wilson_high(sum(${count}), sum(rated_n)) as ${rating}_high,
       sum(rated_n)::bigint as rated_n,
       standard('${rating}_rate', month) as target
from looked_at
group by month
order by month
