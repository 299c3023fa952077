select source, field, refers_to,
       sum(referring_n)::bigint as referring_n,
       sum(unmatched_n)::bigint as unmatched_n,
       max(month) filter (where unmatched_n > 0) as month
from marts.reference_gap
group by source, field, refers_to
having sum(unmatched_n) > 0 or count(unmatched_n) = 0
order by unmatched_n desc nulls last, source, field
