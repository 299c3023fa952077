select label(item, item) as item,
       company,
       case position when 'ahead' then 1 when 'level' then 0 when 'behind' then -1 end as standing
from marts.competitor_position
where as_of = (select max(as_of) from marts.competitor_position)
order by competitor_position.item, company
