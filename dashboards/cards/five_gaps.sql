with latest as (
  select distinct on (gap, dimension) gap, dimension, gap_points, quarter
  from marts.service_gap_quarter
  where quarter <= chosen_month() and gap_points is not null
  order by gap, dimension, quarter desc)
select label(gap, gap) as gap,
       label(dimension, dimension) as dimension,
       gap_points,
       quarter
from latest
order by 1, 2
