-- Complaints received in the month about the outlet, by cause.
select label(cause, cause) as cause,
       sum(received_n)::bigint as received_n
from marts.complaint_detail
where month = chosen_month() and outlet_id = addressee()
group by complaint_detail.cause
order by received_n desc, complaint_detail.cause
