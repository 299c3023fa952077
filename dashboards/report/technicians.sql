select r.name as region, n.technicians_now, n.technicians_needed, n.technician_gap, n.outlets_now, n.outlets_needed, n.outlet_gap,
       n.covered_share_now, n.covered_share, n.binding_limit
from marts.network_plan_year n join marts.dim_region r using (region_id)
where n.scenario = 'base' and n.year = extract(year from date {{month}})::int + 1
order by n.technician_gap desc, r.name
