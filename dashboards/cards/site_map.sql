select outlet_site.latitude,
       outlet_site.longitude,
       label(site_action, action) as action,
       coalesce(dim_outlet.name, outlet_site.outlet_id, outlet_site.city, label(word, 'new_site')) as site,
       outlet_site.region_id,
       size,
       jobs_covered,
       covered_share_after
from marts.outlet_site
left join marts.dim_outlet on dim_outlet.outlet_id = outlet_site.outlet_id
where {{scenario}}
  [[ and {{region}} ]]
order by outlet_site.region_id, rank
