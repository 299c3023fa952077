-- What became of all rows of each source over all loads, and when its last file came.
select label(source, source) as source,
       count(*) as files_n,
       count(*) filter (where status in ('refused', 'unreadable')) as files_refused_n,
       sum(rows_read)::bigint as rows_read,
       sum(rows_accepted)::bigint as rows_accepted,
       sum(rows_unchanged + rows_superseded)::bigint as rows_known_n,
       sum(rows_quarantined)::bigint as rows_quarantined,
       sum(rows_quarantined)::double precision / nullif(sum(rows_read), 0) as reject_share,
       max(loaded_at) filter (where status in ('loaded', 'replayed')) as last_loaded_at
from marts.load_ledger
group by load_ledger.source
order by reject_share desc nulls last, load_ledger.source
