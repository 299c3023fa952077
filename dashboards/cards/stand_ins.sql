select label(source, source) as source,
       label(field, field) as field,
       values_n,
       rows_n
from marts.stand_in
order by rows_n desc, stand_in.source
