select o.name as outlet, o.latitude, o.longitude, sum(k.completed_n)::bigint as completed_n, s.funnel, s.score
from marts.outlet_kpi_month k
join marts.dim_outlet o using (outlet_id)
left join marts.outlet_scorecard_month s on s.outlet_id = k.outlet_id and s.month = k.month
where k.month = date {{month}} and o.latitude is not null and o.longitude is not null
group by o.name, o.latitude, o.longitude, s.funnel, s.score
order by completed_n desc, o.name
