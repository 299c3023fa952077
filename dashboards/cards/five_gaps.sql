select distinct on (service_gap_quarter.gap, service_gap_quarter.dimension)
       label(gap, gap) as gap,
       label(dimension, dimension) as dimension,
       gap_points,
       quarter
from marts.service_gap_quarter
where quarter <= chosen_month() and gap_points is not null
order by service_gap_quarter.gap, service_gap_quarter.dimension, quarter desc
