-- Orders by the month in which they were cancelled.
select m.month, o.repair_id, o.outlet_id, o.region_id, o.model_id, o.category, o.service_type, o.technician_id,
    o._file, o._line, o.cancelled as cancelled_n
from judged_orders o
join months m on o.cancelled_at >= m.begins_at and o.cancelled_at < m.ends_at
