select now.promise, now.due_n, now.kept_rate, now.kept_low, now.kept_high, now.target, now.unknown_n,
       now.kept_rate - month.kept_rate as since_month, now.kept_rate - year.kept_rate as since_year
from marts.promise_month now
left join marts.promise_month month
  on month.promise = now.promise and month.cut = 'company' and month.month = now.month - interval '1 month'
left join marts.promise_month year
  on year.promise = now.promise and year.cut = 'company' and year.month = now.month - interval '1 year'
where now.cut = 'company' and now.month = date {{month}} and now.due_n > 0
order by now.kept_rate - now.target, now.promise
