select label(source, source) as source,
       label(field, field) as field,
       label(source, split_part(refers_to, '.', 1)) as refers_to,
       sum(referring_n)::bigint as referring_n,
       sum(unmatched_n)::bigint as unmatched_n,
       max(month) filter (where unmatched_n > 0) as month
from marts.reference_gap
group by reference_gap.source, reference_gap.field, reference_gap.refers_to
having sum(unmatched_n) > 0 or count(unmatched_n) = 0
order by unmatched_n desc nulls last, reference_gap.source, reference_gap.field
