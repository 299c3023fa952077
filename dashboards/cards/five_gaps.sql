select label(gap, gap) as gap,
       label(dimension, dimension) as dimension,
       gap_points
from marts.service_gap_quarter
where quarter = (select max(quarter) from marts.service_gap_quarter where quarter <= chosen_month())
order by case gap when 'understanding' then 1 when 'procedure' then 2 when 'behaviour' then 3 when 'promotion' then 4 else 5 end, service_gap_quarter.dimension
