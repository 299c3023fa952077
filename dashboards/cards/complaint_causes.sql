select cause as cause_code,
       label(cause, cause) as cause,
       sum(received_n)::bigint as received_n,
       sum(sum(received_n)) over (order by sum(received_n) desc, cause)::double precision / sum(sum(received_n)) over () as cumulative_share
from marts.complaint_month
join marts.outlet_kpi_month on outlet_kpi_month.outlet_id = complaint_month.cut_id and outlet_kpi_month.month = complaint_month.month
where complaint_month.cut = 'outlet' and complaint_month.month between chosen_month() - interval '2 months' and chosen_month()
  [[ and {{region}} ]] [[ and {{outlet}} ]]
group by complaint_month.cause
order by received_n desc, cause
