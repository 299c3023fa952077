-- Where to begin: the dimensions of service by how much they matter to consumers and how well they find us, each side parted at its median.
with latest as (
  select dimension, importance, importance_n, perception, perception_n, expectation, gap, gap_low, gap_high, gap_n, quadrant, quarter
  from marts.servqual
  where respondent = 'consumer' and company = 'us' and region_id = 'all' and publishable and importance is not null
    and perception is not null
    and quarter = (select max(quarter) from marts.servqual
                   where respondent = 'consumer' and company = 'us' and region_id = 'all' and importance is not null and quarter <= chosen_month())),
middles as (
  select percentile_cont(0.5) within group (order by importance) as middle_importance,
         percentile_cont(0.5) within group (order by perception) as middle_perception
  from latest)
select label(dimension, dimension) as dimension,
       importance,
       perception,
       expectation,
       perception_n,
       gap,
       gap_low,
       gap_high,
       gap_n,
       quadrant = 'concentrate_here' as begin_here,
       middle_importance,
       middle_perception,
       quarter
from latest, middles
order by gap, latest.dimension
