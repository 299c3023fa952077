select sum(rows_quarantined)::double precision / nullif(sum(rows_read), 0) as reject_share,
       sum(rows_read)::bigint as rows_read
from marts.load_ledger
where run_id = (select run_id from marts.load_ledger order by loaded_at desc limit 1)
  [[ and {{source}} ]]
