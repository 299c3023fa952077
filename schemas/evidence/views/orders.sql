-- Orders as seen at the end of the as-of day: what happens later has not happened yet. The region is the order's own,
-- else that of its outlet when it was opened.
select
    r.repair_id, r.outlet_id, coalesce(r.region_id, v.region_id) as region_id, r.model_id,
    coalesce(m.category, 'unknown') as category, r.service_type, r.technician_id, r.serial_no, r.outcome,
    r.opened_at,
    case when r.arrived_at < {end} then r.arrived_at end as arrived_at,
    case when r.completed_at < {end} then r.completed_at end as completed_at,
    case when r.cancelled_at < {end} then r.cancelled_at end as cancelled_at,
    case when r.parts_requested_at < {end} then r.parts_requested_at end as parts_requested_at,
    case when r.parts_received_at < {end} then r.parts_received_at end as parts_received_at,
    -- Where it is told when an order ended, that counts and not its status.
    case when least(r.completed_at, r.cancelled_at) is null then r.status end as status,
    r.labour_cost, r.parts_cost, r.claimed_amount, r.symptom_code, r.cause_code{promised},
    r._days, r._file, r._line
from repairs r
left join outlet_versions v on r.outlet_id = v.outlet_id
    and cast(r.opened_at as date) >= v.from_day and cast(r.opened_at as date) < v.until_day
left join models m on r.model_id = m.model_id
where r.opened_at < {end}
