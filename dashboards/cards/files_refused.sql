select path,
       load_ledger.source as source_code,
       label(source, load_ledger.source) as source,
       label(load_status, status) as status,
       reason,
       rows_read,
       rows_quarantined
from marts.load_ledger
where status in ('refused', 'unreadable') and run_id = (select run_id from marts.load_ledger order by loaded_at desc limit 1)
  [[ and {{source}} ]]
order by path
