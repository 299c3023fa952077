select cause, sum(received_n)::bigint as received_n, sum(received_n) / sum(sum(received_n)) over ()::float8 as share
from marts.complaint_month
where cut = 'company' and month <= date {{month}} and month > date {{month}} - interval '12 months'
group by cause having sum(received_n) > 0 order by received_n desc, cause
