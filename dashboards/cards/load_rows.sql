select max(loaded_at) as loaded_at,
       run_id,
       sum(rows_accepted)::bigint as rows_accepted,
       sum(rows_unchanged)::bigint as rows_unchanged,
       sum(rows_superseded)::bigint as rows_superseded,
       sum(rows_quarantined)::bigint as rows_quarantined
from marts.load_ledger
where true [[ and {{source}} ]]
group by run_id
order by loaded_at
