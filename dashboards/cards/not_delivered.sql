select source_en as source_name,
       source_zh as source_name_zh,
       label(field, field) as field,
       label(delivery_state, state) as state,
       speaks_to,
       question_en as question,
       question_zh
from marts.not_delivered
order by not_delivered.field is not null, source, not_delivered.field
