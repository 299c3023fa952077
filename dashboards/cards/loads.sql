select loaded_at,
       load_ledger.source as source_code,
       label(source, load_ledger.source) as source,
       path,
       label(load_status, status) as status,
       status as status_code,
       rows_read,
       rows_accepted,
       rows_unchanged,
       rows_superseded,
       rows_quarantined,
       reject_share,
       unknown_columns,
       reason,
       run_id
from marts.load_ledger
where true [[ and {{source}} ]]
order by loaded_at desc, load_ledger.source, path
limit 500
