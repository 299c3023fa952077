select coalesce(sum(open_n), 0)::bigint as open_n
from marts.quarantine_summary
where true [[ and {{source}} ]]
