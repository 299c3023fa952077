select cause as cause_code,
       label(cause, cause) as cause,
       sum(received_n)::bigint as received_n,
       sum(sum(received_n)) over (order by sum(received_n) desc, cause)::double precision / sum(sum(received_n)) over () as cumulative_share
from marts.complaint_detail
where month between chosen_month() - interval '2 months' and chosen_month()
  [[ and {{region}} ]] [[ and {{outlet}} ]] [[ and {{category}} ]]
group by complaint_detail.cause
order by received_n desc, cause
