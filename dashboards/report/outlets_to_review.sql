select o.name as outlet, r.name as region, s.completed_n, s.score, s.recommendation, s.reasons, s.reasons_zh
from marts.outlet_scorecard_month s
join marts.dim_outlet o using (outlet_id) left join marts.dim_region r on r.region_id = s.region_id
where s.month = date {{month}} and s.recommendation not in ('keep', 'probation_pass')
order by case s.recommendation when 'review_for_revocation' then 0 when 'probation_fail' then 1 when 'probation_extend' then 2 else 3 end,
         s.score nulls last, o.name
