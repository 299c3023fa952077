select case when company = 'us' then label(word, 'us') else company end as company,
       label(dimension, dimension) as dimension,
       perception,
       perception_n,
       publishable
from marts.servqual
where respondent = 'consumer' and region_id = 'all' and perception_n > 0
  and quarter = (select max(quarter) from marts.servqual where quarter <= chosen_month())
order by servqual.company, servqual.dimension
