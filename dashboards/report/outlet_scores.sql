select o.name as outlet, r.name as region, s.completed_n, s.score, s.grade, before.score as score_before, s.score - before.score as since_month
from marts.outlet_scorecard_month s
join marts.dim_outlet o using (outlet_id) left join marts.dim_region r on r.region_id = s.region_id
left join marts.outlet_scorecard_month before on before.outlet_id = s.outlet_id and before.month = s.month - interval '1 month'
where s.month = date {{month}} and s.score is not null
order by s.score, o.name
