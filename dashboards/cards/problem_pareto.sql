with problems as (
  select unnest(string_to_array(problems, ',')) as problem
  from marts.order_detail
  where month = chosen_month()
    [[ and {{region}} ]] [[ and {{outlet}} ]] [[ and {{category}} ]])
select problem as problem_code,
       label(problem, problem) as problem,
       count(*) as orders_n,
       sum(count(*)) over (order by count(*) desc, problem)::double precision / sum(count(*)) over () as cumulative_share
from problems
group by problem
order by orders_n desc, problem_code
