-- Orders by the month in which they were completed.
select month, repair_id, outlet_id, region_id, model_id, category, service_type, technician_id, _file, _line,
    true as completed_n,
    judged and ripe and held as first_fix_n,
    judged and ripe as first_fix_d,
    judged and held as first_fix_provisional_n,
    judged as first_fix_provisional_d,
    judged and not ripe as first_fix_waiting,
    service_type = 'repair' and serial_no is null as first_fix_unknown_n,
    outcome = 'fixed' as fixed_n,
    outcome <> 'unknown' as outcome_known_n,
    case when service_type = 'repair' then lasted(opened_at, arrived_at) end as response_micros,
    case when service_type = 'repair' then lasted(opened_at, completed_at) end as turnaround_micros,
    lasted(parts_requested_at, parts_received_at) as parts_wait_micros,
    labour_cost, parts_cost, claimed_amount
from (
    select m.month, o.repair_id, o.outlet_id, o.region_id, o.model_id, o.category, o.service_type, o.technician_id,
        o._file, o._line, o.serial_no, o.outcome, o.labour_cost, o.parts_cost, o.claimed_amount,
        -- How long it took is known only where the times are.
        case when not only_day(o._days, 'opened_at') then o.opened_at end as opened_at,
        case when not only_day(o._days, 'arrived_at') then o.arrived_at end as arrived_at,
        case when not only_day(o._days, 'completed_at') then o.completed_at end as completed_at,
        case when not only_day(o._days, 'parts_requested_at') then o.parts_requested_at end as parts_requested_at,
        case when not only_day(o._days, 'parts_received_at') then o.parts_received_at end as parts_received_at,
        o.service_type = 'repair' and o.serial_no is not null and not coalesce(o.outcome = 'end_of_life', false)
            as judged,
        plus_seconds(o.completed_at, {seconds:repeat:o.completed_at}) <= {end} as ripe,
        not coalesce(o.outcome = 'not_fixed', false) and b.repair_id is null as held
    from orders o
    join months m on o.completed_at >= m.begins_at and o.completed_at < m.ends_at
    left join came_back b on o.repair_id = b.repair_id) as done
