-- Orders that were open at the end of a month, or at the end of the as-of day when it comes first.
select m.month, o.repair_id, o.outlet_id, o.region_id, o.model_id, o.category, o.service_type, o.technician_id,
    o._file, o._line,
    true as backlog_n,
    plus_seconds(o.opened_at, {seconds:old_backlog:o.opened_at}) < least(m.ends_at, {end}) as backlog_7d_n
from judged_orders o
join months m on o.opened_at < m.ends_at and m.begins_at < {end} and (o.closed_at is null or o.closed_at >= m.ends_at)
