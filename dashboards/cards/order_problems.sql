select month,
       count(*) filter (where late) as late_n,
       count(*) filter (where came_back) as came_back_n,
       count(*) filter (where dissatisfied) as dissatisfied_n,
       count(*) filter (where complained) as complained_n
from marts.order_detail
where month between chosen_month() - interval '12 months' and chosen_month()
  [[ and {{region}} ]] [[ and {{outlet}} ]] [[ and {{category}} ]]
group by month
order by month
