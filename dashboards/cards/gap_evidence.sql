with latest as (
  select distinct on (gap, dimension)
         gap, dimension, quarter, left_value, left_n, right_value, right_n, gap_points, gap_low, gap_high, publishable,
         evidence, evidence_zh, to_collect, to_collect_zh
  from marts.service_gap_quarter
  where quarter <= chosen_month()
  order by gap, dimension, gap_points is null, quarter desc)
select label(gap, gap) as gap,
       label(dimension, dimension) as dimension,
       quarter,
       left_value,
       left_n,
       right_value,
       right_n,
       gap_points,
       gap_low,
       gap_high,
       publishable,
       evidence,
       evidence_zh,
       to_collect,
       to_collect_zh
from latest
order by gap_points desc nulls last
