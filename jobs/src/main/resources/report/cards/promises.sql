select p.promise, case p.promise when 'onsite_24h' then 'Repair visit within 24 h' when 'hotline_24h' then 'Hotline answered' when 'install_24h' then 'Installation within 24 h' when 'return_15d' then 'Return within 15 days' when 'exchange_30d' then 'Exchange within 30 days' when 'record_100' then 'Records complete' when 'callback_100' then 'Called back within 7 days' else 'Free repair for 2 years' end as name,
 p.due_n, p.kept_n, p.kept_rate, p.kept_low, p.kept_high, p.target, p.unknown_n,
 p.kept_rate - l.kept_rate as since_month, p.kept_rate - y.kept_rate as since_year, p.kept_rate - p.target as gap
from marts.promise_month p
left join marts.promise_month l on l.month = (p.month - interval '1 month')::date and l.promise=p.promise and l.cut='company'
left join marts.promise_month y on y.month = (p.month - interval '1 year')::date and y.promise=p.promise and y.cut='company'
where p.cut='company' and p.month = date {{month}} and p.due_n > 0 order by p.kept_rate - p.target
