select coalesce(order_detail.cause_code, 'unknown') as cause_code,
       coalesce(word(order_detail.cause_code), label(word, 'unknown')) as cause,
       count(*) as orders_n,
       sum(count(*)) over (order by count(*) desc, coalesce(order_detail.cause_code, 'unknown'))::double precision / sum(count(*)) over () as cumulative_share
from marts.order_detail
where came_back and month between chosen_month() - interval '2 months' and chosen_month()
  [[ and {{region}} ]] [[ and {{outlet}} ]] [[ and {{category}} ]]
group by order_detail.cause_code
order by orders_n desc, cause_code
limit 12
