select month,
       sum(coalesce(labour_cost, 0) + coalesce(parts_cost, 0)) / nullif(sum(completed_n), 0) as cost_per_order,
       sum(completed_n)::bigint as completed_n
from marts.outlet_kpi_month
where month between chosen_month() - interval '23 months' and chosen_month() and (labour_cost is not null or parts_cost is not null)
  [[ and {{region}} ]]
group by month
order by month
