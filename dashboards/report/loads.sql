select source, count(*) as files_n, sum(rows_read)::bigint as rows_read, sum(rows_accepted)::bigint as rows_accepted,
       sum(rows_unchanged + rows_superseded)::bigint as rows_known, sum(rows_quarantined)::bigint as rows_quarantined,
       sum(rows_quarantined) / nullif(sum(rows_read), 0)::float8 as reject_share,
       count(*) filter (where status <> 'loaded' and status <> 'unchanged') as refused_files_n
from marts.load_ledger group by source order by reject_share desc nulls last, source
