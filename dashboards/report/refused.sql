select source || ': ' || rule as what, sum(refused_n)::bigint as refused_n, sum(open_n)::bigint as open_n, min(example_reason) as example_reason
from marts.quarantine_summary group by source, rule having sum(refused_n) > 0 order by refused_n desc, what
