-- Complaints as seen at the end of the as-of day, with whom and what they are about: their own word, else that of the
-- order they name.
select c.complaint_id, c.received_at, c.repair_id, c.customer_id, coalesce(c.cause, 'other') as cause, c.reopened,
    c.severity,
    case when c.resolved_at < {end} then c.resolved_at end as resolved_at,
    case when c.resolved_at is null then c.status end as status,
    coalesce(c.outlet_id, o.outlet_id) as outlet_id,
    coalesce(c.model_id, o.model_id) as model_id,
    coalesce(c.region_id, o.region_id) as region_id,
    o.service_type, o.technician_id, c._days, c._file, c._line
from complaints c
left join orders o on c.repair_id = o.repair_id
where c.received_at < {end}
