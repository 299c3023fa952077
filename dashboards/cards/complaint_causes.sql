select label(cause, cause) as cause,
       sum(received_n)::bigint as received_n,
       sum(sum(received_n)) over (order by sum(received_n) desc, cause) / sum(sum(received_n)) over () as cumulative_share
from marts.complaint_month
where cut = 'company' and month = chosen_month()
group by cause
order by received_n desc
