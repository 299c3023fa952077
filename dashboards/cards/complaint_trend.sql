select month,
       label(cause, cause) as cause,
       sum(received_n)::bigint as received_n
from marts.complaint_detail
where month between chosen_month() - interval '23 months' and chosen_month()
  [[ and {{region}} ]] [[ and {{outlet}} ]] [[ and {{category}} ]]
group by month, complaint_detail.cause
order by month, complaint_detail.cause
