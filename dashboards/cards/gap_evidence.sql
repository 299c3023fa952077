select label(gap, gap) as gap,
       label(dimension, dimension) as dimension,
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
from marts.service_gap_quarter
where quarter = (select max(quarter) from marts.service_gap_quarter where quarter <= chosen_month())
order by abs(gap_points) desc nulls last
