select month,
       source_month.source,
       label(delivery_state, state) as state,
       rows_n,
       expected_n,
       first_event,
       last_event,
       never_filled
from marts.source_month
where cut = 'company' and month > (select max(month) from marts.source_month) - interval '3 months'
  [[ and {{source}} ]]
order by month desc, source_month.source
