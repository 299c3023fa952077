-- Orders by the month in which they were opened.
select m.month, o.repair_id, o.outlet_id, o.region_id, o.model_id, o.category, o.service_type, o.technician_id,
    o._file, o._line,
    not o.cancelled as opened_n,
    o.service_type = 'repair' and v.due as onsite_due_n,
    o.service_type = 'repair' and v.kept as onsite_kept_n,
    o.service_type = 'repair' and v.unclear as onsite_unknown_n,
    o.service_type = 'repair' and v.waiting as onsite_waiting
from judged_orders o
join months m on o.opened_at >= m.begins_at and o.opened_at < m.ends_at
join visits v on o.repair_id = v.repair_id
