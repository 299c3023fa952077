-- Laney p' chart of the last 24 months (Laney 2002): 3 sigma limits, widened by how much months differ beyond chance.
with months as (
  select month, satisfied_n as x, rated_n, satisfaction_rate, satisfaction_low, satisfaction_high, signal,
         sum(satisfied_n) over () / sum(rated_n) over ()::float8 as centre
  from marts.satisfaction_month
  where cut = 'company' and rated_n > 0 and month <= date {{month}} and month > date {{month}} - interval '24 months'
), scaled as (
  select *, sqrt(centre * (1 - centre) / rated_n) as sigma, (satisfaction_rate - centre) / nullif(sqrt(centre * (1 - centre) / rated_n), 0) as z
  from months
), ranges as (
  select *, abs(z - lag(z) over (order by month)) as range from scaled
), stretched as (
  select *, coalesce(avg(range) over () / 1.128, 1) as stretch from ranges
)
select month, satisfaction_rate, satisfaction_low, satisfaction_high, rated_n, signal, centre,
       greatest(0, centre - 3 * sigma * stretch) as limit_low, least(1, centre + 3 * sigma * stretch) as limit_high
from stretched order by month
