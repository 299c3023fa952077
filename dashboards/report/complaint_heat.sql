select r.name as region, c.cause, sum(c.received_n)::bigint as received_n
from marts.complaint_month c join marts.dim_region r on r.region_id = c.cut_id
where c.cut = 'region' and c.month <= date {{month}} and c.month > date {{month}} - interval '12 months'
group by r.name, c.cause order by r.name, c.cause
