select quarter,
       label(dimension, dimension) as dimension,
       gap,
       gap_low,
       gap_high,
       gap_n
from marts.servqual
where respondent = 'consumer' and company = 'us' and region_id = 'all' and quarter <= chosen_month()
order by quarter, servqual.dimension
