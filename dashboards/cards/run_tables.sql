select label(table, table_name) as table_name,
       label(word, months) as months,
       rows_n,
       seconds,
       finished_at,
       as_of
from marts.run_history
where run_id = (select run_id from marts.run_history order by finished_at desc limit 1)
order by seconds desc
