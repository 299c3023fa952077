-- What is no rate of the chosen month: repairs that held end earlier, the two others are no shares.
with picked as (
  select month, outlet_id, category, first_fix_n, first_fix_d, first_fix_provisional_d, complaints_n, completed_n
  from marts.outlet_kpi_detail
  where month between chosen_month() - interval '23 months' and chosen_month()
    [[ and {{region}} ]] [[ and {{outlet}} ]] [[ and {{category}} ]]),
held as (
  select month, sum(first_fix_n) as x, sum(first_fix_d) as n
  from picked
  group by month
  having sum(first_fix_d) > 0 and sum(first_fix_d) = sum(first_fix_provisional_d)
  order by month desc
  limit 1),
recommended as (
  select month, sum(promoters_n)::double precision / sum(recommend_n) as promoters, sum(detractors_n)::double precision / sum(recommend_n) as detractors,
         sum(recommend_n) as n
  from picked
  join marts.satisfaction_detail using (month, outlet_id, category)
  where month = chosen_month()
  group by month
  having sum(recommend_n) > 0),
complained as (
  select month, sum(complaints_n) as x, sum(picked.completed_n) as n
  from picked
  where month = chosen_month()
  group by month
  having sum(picked.completed_n) > 0 and count(complaints_n) > 0),
figures as (
  select 1 as place, 'first_fix_rate' as metric, month, 'percent' as unit, 100.0 * x / n as value, 100 * wilson_low(x, n) as low,
         100 * wilson_high(x, n) as high, n, 100 * standard('first_fix_rate', month) as target
  from held
  union all
  -- The interval of a difference of two shares of the same answers, as of a mean.
  select 2, 'nps', month, 'points', 100 * (promoters - detractors),
         100 * greatest(-1, promoters - detractors - 1.96 * sqrt((promoters + detractors - (promoters - detractors) ^ 2) / n)),
         100 * least(1, promoters - detractors + 1.96 * sqrt((promoters + detractors - (promoters - detractors) ^ 2) / n)), n,
         standard('nps', month)
  from recommended
  union all
  select 3, 'complaints_per_1000', month, 'per_1000', 1000.0 * x / n, 1000 * count_low(x) / n, 1000 * count_high(x) / n, n,
         standard('complaints_per_1000', month)
  from complained)
select figures.metric,
       metric_catalog.name_en as name,
       metric_catalog.name_zh as name_zh,
       month,
       value,
       low,
       high,
       label(figure_unit, figures.unit) as unit,
       n::bigint as n,
       target,
       n >= {publishable.number} as publishable
from figures
join marts.metric_catalog on metric_catalog.metric = figures.metric
order by place
