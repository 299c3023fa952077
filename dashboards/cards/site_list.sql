select outlet_site.region_id,
       coalesce(dim_region.name, outlet_site.region_id) as region,
       rank,
       label(site_action, action) as action,
       coalesce(dim_outlet.name, outlet_site.outlet_id, label(word, 'new_site')) as site,
       outlet_site.city,
       size,
       jobs_covered,
       covered_share_before,
       covered_share_after,
       share_lost_without,
       label(binding_limit, outlet_site.binding_limit) as binding_limit,
       proven
from marts.outlet_site
left join marts.dim_outlet on dim_outlet.outlet_id = outlet_site.outlet_id
left join marts.dim_region on dim_region.region_id = outlet_site.region_id
where {{scenario}}
  [[ and {{region}} ]]
order by region, rank
