-- KPIs of the outlet over the last 3 and 12 months up to the last one that the scorecard counts (of first fixes, the last one of which all are known), beside
-- what its models and the ages of its units would bring in the whole company in the same months. Better or worse is what the scorecard says.
with until as (
  select metric, max(to_month) as to_month from marts.outlet_scorecard_kpi where month = chosen_month() group by metric),
months as (
  select metric, to_month, outlet_kpi_expected.month, n, d, case when peers_n > 1 then mix_rate end as mix_rate,
         outlet_kpi_expected.month > to_month - interval '3 months' as is_recent
  from marts.outlet_kpi_expected
  join until using (metric)
  where outlet_id = addressee() and outlet_kpi_expected.month > to_month - interval '12 months' and outlet_kpi_expected.month <= to_month),
counted as (
  select metric, to_month,
         coalesce(sum(n) filter (where is_recent), 0) as n, coalesce(sum(d) filter (where is_recent), 0) as d,
         sum(mix_rate * d) filter (where is_recent) / nullif(sum(d) filter (where is_recent and mix_rate is not null), 0) as like_rate,
         sum(n) as year_n, sum(d) as year_d,
         sum(mix_rate * d) / nullif(sum(d) filter (where mix_rate is not null), 0) as like_year,
         case when metric like '%per_1000' then 1000 else 1 end as per
  from months
  group by metric, to_month),
judged as (
  select metric, position, target, weight from marts.outlet_scorecard_kpi where month = chosen_month() and outlet_id = addressee())
select label(scorecard_kpi, counted.metric) as scorecard_kpi,
       counted.metric as metric,
       case when to_month < chosen_month() then to_month end as scorecard_kpi_until,
       case per when 1 then 'share' else 'per_1000' end as unit,
       per * n::double precision / nullif(d, 0) as recent,
       d::bigint as recent_n,
       case per when 1 then wilson_low(n, d) else per * count_low(n) / nullif(d, 0) end as recent_low,
       case per when 1 then wilson_high(n, d) else per * count_high(n) / nullif(d, 0) end as recent_high,
       case when d < {publishable.number} then 'quiet' end as recent_tone,
       like_rate as recent_like,
       per * year_n::double precision / nullif(year_d, 0) as year,
       year_d::bigint as year_n,
       case per when 1 then wilson_low(year_n, year_d) else per * count_low(year_n) / nullif(year_d, 0) end as year_low,
       case per when 1 then wilson_high(year_n, year_d) else per * count_high(year_n) / nullif(year_d, 0) end as year_high,
       case when year_d < {publishable.number} then 'quiet' end as year_tone,
       like_year as year_like,
       target,
       label(funnel, coalesce(position, '-')) as peers,
       coalesce(position, '-') as position,
       case position when 'low' then 'worse' when 'high' then 'better' else 'quiet' end as peers_tone
from counted
left join judged on judged.metric = counted.metric
order by weight desc nulls last, counted.metric
