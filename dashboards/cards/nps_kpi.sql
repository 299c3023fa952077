-- A young month is compared with earlier ones as they stood at its age; all others as they stand.
with picked as (
  select month, outlet_id, category, promoters_n, detractors_n, recommend_n
  from marts.satisfaction_detail
  where month between chosen_month() - interval '23 months' and chosen_month()
    [[ and {{region}} ]] [[ and {{outlet}} ]] [[ and {{category}} ]]),
looked_at as (
  select month, promoters_n, detractors_n, recommend_n
  from picked
  where month < chosen_month() - interval '1 year' or not exists (select from marts.month_at_age where judged_month = chosen_month())
  union all
  select month, month_at_age.promoters_n, month_at_age.detractors_n, month_at_age.recommend_n
  from picked
  join marts.month_at_age using (month, outlet_id, category)
  where judged_month = chosen_month())
select month,
       100.0 * sum(promoters_n - detractors_n) / nullif(sum(recommend_n), 0) as nps,
       sum(recommend_n)::bigint as recommend_n,
       standard('nps', month) as target
from looked_at
group by month
having sum(recommend_n) > 0
order by month
