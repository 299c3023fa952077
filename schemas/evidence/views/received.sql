-- Complaints by the month in which they were received.
select m.month, c.complaint_id, coalesce(c.outlet_id, 'unknown') as outlet_id,
    coalesce(c.region_id, v.region_id) as region_id, c.model_id, coalesce(d.category, 'unknown') as category,
    c.service_type, c.technician_id, c.cause, c._file, c._line,
    true as received_n,
    true as complaints_n,
    c.resolved_n,
    not c.resolved_n as open_n,
    c.in_time as on_time_n,
    c.resolved_n and c.in_time is null as on_time_unknown_n,
    c.resolved_n and c.in_time is not null as on_time_d,
    c.in_time is not null as complaint_closed_n,
    c.in_time as complaint_on_time_n,
    c.reopened >= 1 as reopened_n,
    c.repeated as repeat_n,
    c.severity = 3 as severe_n,
    case when not only_day(c._days, 'received_at') and not only_day(c._days, 'resolved_at')
        then lasted(c.received_at, c.resolved_at) end as resolve_micros
from (
    select *,
        resolved_at is not null or coalesce(status = 'resolved', false) as resolved_n,
        case when case when only_day(_days, 'resolved_at') then end_of_day(resolved_at) else resolved_at end
                <= plus_seconds(received_at, {seconds:complaint_resolved:received_at}) then true
            when resolved_at > plus_seconds(received_latest, {seconds:complaint_resolved:received_latest}) then false
            end as in_time,
        -- The nearest earlier complaint decides: when that one is too old, all others are.
        coalesce(case when repair_id is not null
            then received_at <= plus_seconds(order_before, {seconds:complaint_repeat:order_before})
            else customer_id is not null and model_id is not null
                and received_at <= plus_seconds(customer_before, {seconds:complaint_repeat:customer_before})
            end, false) as repeated
    from (
        select *,
            case when only_day(_days, 'received_at') then end_of_day(received_at) else received_at end
                as received_latest,
            lag(received_at) over (partition by repair_id order by received_at, complaint_id) as order_before,
            lag(received_at) over (partition by customer_id, model_id order by received_at, complaint_id)
                as customer_before
        from seen_complaints) as before) as c
join months m on c.received_at >= m.begins_at and c.received_at < m.ends_at
left join outlet_versions v on c.outlet_id = v.outlet_id
    and cast(c.received_at as date) >= v.from_day and cast(c.received_at as date) < v.until_day
left join models d on c.model_id = d.model_id
