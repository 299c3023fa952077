select month,
       sum(${kept})::double precision / nullif(sum(${due}), 0) as ${rate},
       wilson_low(sum(${kept}), sum(${due})) as low,
       wilson_high(sum(${kept}), sum(${due})) as high,
       sum(${due})::bigint as ${due},
       standard('${rate}', month) as target
from marts.outlet_kpi_detail
where month between chosen_month() - interval '23 months' and chosen_month()
  [[ and {{region}} ]] [[ and {{outlet}} ]] [[ and {{category}} ]]
group by month
having sum(${due}) > 0
order by month
