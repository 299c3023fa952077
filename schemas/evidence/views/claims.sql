-- Orders by the month in which they are settled, with what the outlet claims for them.
select m.month, o.repair_id, o.outlet_id, o.region_id, o.model_id, o.category, o.service_type, o.technician_id,
    o._file, o._line, o.claimed_amount
from orders o
join months m on coalesce(o.completed_at, o.cancelled_at, o.opened_at) >= m.begins_at
    and coalesce(o.completed_at, o.cancelled_at, o.opened_at) < m.ends_at
