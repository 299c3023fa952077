-- Callbacks as seen at the end of the as-of day, beside what they follow: whether they surely were in time, or may have
-- been.
select repair_id, result,
    due and coalesce(not_before and called_latest <= plus_seconds({from}, {seconds:from}), false) as in_time,
    due and coalesce(not_before and not call_at > plus_seconds(ended_latest, {seconds:ended_latest}), false)
        as perhaps_in_time
from (
    select *,
        plus_seconds(ended_latest, {seconds:ended_latest}) <= {end} as due,
        call_at >= {from}
            or case when call_by_day or order_by_day then cast(call_at as date) >= cast({from} as date)
                else call_at = start_of_minute(call_at) and call_at >= start_of_minute({from}) end as not_before,
        case when call_by_day then end_of_day(call_at) else call_at end as called_latest
    from (
        select c.repair_id, c.result, c.{to} as call_at, o.{from},
            only_day(c._days, '{to}') as call_by_day,
            only_day(o._days, '{from}') as order_by_day,
            case when only_day(o._days, '{from}') then end_of_day(o.{from}) else o.{from} end as ended_latest
        from callbacks c
        join orders o on c.repair_id = o.repair_id
        where c.called_at < {end} and o.completed_at is not null) as both_times) as compared
