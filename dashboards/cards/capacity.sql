select network_plan_year.region_id,
       coalesce(dim_region.name, network_plan_year.region_id) as region,
       network_plan_year.year,
       technicians_now,
       technicians_needed,
       technician_gap,
       outlets_now,
       outlets_needed,
       outlet_gap,
       size_mix,
       network_plan_year.peak_month,
       peak_jobs_p80,
       covered_share_now,
       covered_share,
       label(binding_limit, binding_limit) as binding_limit
from marts.network_plan_year
left join marts.dim_region on dim_region.region_id = network_plan_year.region_id
where months_n >= 6 and (technicians_now > 0 or technicians_needed > 0) and {{scenario}}
  [[ and {{region}} ]]
order by network_plan_year.year, technician_gap desc nulls last
