select source, field, values_n, rows_n
from marts.stand_in
order by rows_n desc, source
