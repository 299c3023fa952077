select max(finished_at) as finished_at,
       run_id,
       as_of,
       sum(seconds) as seconds,
       count(*) as tables_n,
       sum(rows_n)::bigint as rows_n
from marts.run_history
group by run_id, as_of
order by finished_at
