with loads as (
  select load_ledger.source, max(loaded_at) as loaded_at, count(*) as files_n, sum(rows_accepted) as rows_accepted
  from marts.load_ledger
  where status in ('loaded', 'replayed') [[ and {{source}} ]]
  group by load_ledger.source)
select source as source_code,
       label(source, source) as source,
       loaded_at,
       extract(epoch from (select max(loaded_at) from marts.load_ledger) - loaded_at) / 86400.0 as days_behind,
       files_n,
       rows_accepted::bigint as rows_accepted
from loads
order by days_behind desc, loads.source
