select company,
       label(item, item) as item,
       value * case unit when 'share' then 100 else 1 end as value,
       our_value * case unit when 'share' then 100 else 1 end as our_value,
       label(term_unit, unit) as unit,
       quality_score,
       our_score,
       position,
       label(position, position) as position_name,
       label(position, quality_position) as quality_position,
       note,
       note_zh
from marts.competitor_position
where as_of = (select max(as_of) from marts.competitor_position)
order by case position when 'behind' then 1 when 'level' then 2 when 'ahead' then 3 else 4 end, competitor_position.item, company
