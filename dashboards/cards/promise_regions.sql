select coalesce(dim_region.name, cut_id) as region,
       label(promise, promise) as promise,
       kept_rate,
       cut_id as region_id,
       due_n,
       beyond_chance(kept_n, due_n, due_n > 0, promise_month.promise) as beyond_chance
from marts.promise_month
left join marts.dim_region on dim_region.region_id = promise_month.cut_id
where cut = 'region' and month = chosen_month() and due_n >= {publishable.number}
  [[ and {{region}} ]]
order by region, promise_month.promise
