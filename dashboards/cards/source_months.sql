select month,
       source_month.source as source_code,
       label(source, source_month.source) as source,
       label(delivery_state, state) as state,
       rows_n,
       expected_n,
       first_event,
       last_event,
       (select string_agg(label(field, trim(one)), ', ' order by place) from unnest(string_to_array(never_filled, ',')) with ordinality as list (one, place)) as never_filled
from marts.source_month
where cut = 'company' and month > (select max(month) from marts.source_month) - interval '3 months'
  [[ and {{source}} ]]
order by month desc, source_month.source
