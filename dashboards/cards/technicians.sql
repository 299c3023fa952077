select coalesce(dim_region.name, network_plan_year.region_id) as region,
       network_plan_year.region_id,
       technicians_now,
       technicians_needed
from marts.network_plan_year
left join marts.dim_region on dim_region.region_id = network_plan_year.region_id
where months_n = 12 and {{scenario}}
  and network_plan_year.year = (select min(year) from marts.network_plan_year where months_n = 12)
  [[ and {{region}} ]]
order by technicians_needed desc, region
