select r.name as region, now.due_n, now.kept_rate, now.kept_low, now.kept_high, now.target,
       now.kept_rate - month.kept_rate as since_month, now.kept_rate - year.kept_rate as since_year
from marts.promise_month now
join marts.dim_region r on r.region_id = now.cut_id
left join marts.promise_month month
  on month.promise = now.promise and month.cut = now.cut and month.cut_id = now.cut_id and month.month = now.month - interval '1 month'
left join marts.promise_month year
  on year.promise = now.promise and year.cut = now.cut and year.cut_id = now.cut_id and year.month = now.month - interval '1 year'
where now.cut = 'region' and now.promise = 'onsite_24h' and now.month = date {{month}} and now.due_n > 0
order by now.kept_rate, r.name
