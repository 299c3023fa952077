-- Whether somebody came in time. Where only the day of an event is known, it is so or not only if every time of that
-- day says the same.
select repair_id,
    coalesce((came_at is not null or over_at <= {end}) and not unclear and not cancelled_in_time, false) as due,
    coalesce((came_at is not null or over_at <= {end}) and not unclear and not cancelled_in_time and surely_in_time,
        false) as kept,
    unclear,
    -- Nobody came yet, and the time is not over.
    not (came_at is not null or over_at <= {end}) and not unclear and not cancelled_in_time as waiting
from (
    select *,
        coalesce({from} is not null and came_at is null
                and (completed_at is not null or coalesce(status in ('completed', 'cancelled'), false))
            or (coalesce(not surely_in_time and not surely_late, false)
                    or cancelled_unvisited
                        and coalesce(not cancelled_surely_in_time and not cancelled_surely_late, false))
                and not cancelled_in_time, false) as unclear
    from (
        select *, cancelled_unvisited and coalesce(cancelled_surely_in_time, false) as cancelled_in_time
        from (
            select *,
                came_latest <= plus_seconds({from}, {seconds:from}) as surely_in_time,
                came_at > over_at as surely_late,
                cancelled_latest <= plus_seconds({from}, {seconds:from}) as cancelled_surely_in_time,
                cancelled_at > over_at as cancelled_surely_late,
                cancelled_at is not null and cancelled and not coalesce(cancelled_latest >= came_at, false)
                    as cancelled_unvisited
            from (
                select *, plus_seconds(asked_latest, {seconds:asked_latest}) as over_at
                from (
                    select repair_id, {from}, {to} as came_at, completed_at, cancelled_at, cancelled, status,
                        case when only_day(_days, '{from}') then end_of_day({from}) else {from} end as asked_latest,
                        case when only_day(_days, '{to}') then end_of_day({to}) else {to} end as came_latest,
                        case when only_day(_days, 'cancelled_at') then end_of_day(cancelled_at) else cancelled_at end
                            as cancelled_latest
                    from judged_orders{where}) as asked) as timed) as compared) as called_off) as judged
