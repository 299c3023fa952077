select label(promise, promise_month.promise) as promise,
       kept_rate,
       kept_high,
       due_n,
       promise_month.target as target,
       standard_in_force.floor as floor
from marts.promise_month
left join marts.standard_in_force on standard_in_force.metric = promise_month.promise and standard_in_force.scope = 'all'
     and month >= standard_in_force.valid_from and (standard_in_force.valid_to is null or month < standard_in_force.valid_to)
where cut = 'region' and month = chosen_month() and kept_high < standard_in_force.floor
  [[ and {{region}} ]]
order by kept_high
