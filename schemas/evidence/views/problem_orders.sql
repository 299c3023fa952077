-- Orders that are not cancelled, by the month of their completion, else of their opening, with what went wrong.
select month, repair_id, outlet_id, region_id, model_id, category, service_type, technician_id, _file, _line,
    opened_at, arrived_at, completed_at, outcome, symptom_code, cause_code, satisfaction,
    response_micros, turnaround_micros, late, came_back, not_fixed, dissatisfied, complained,
    cast(late as integer) + cast(came_back as integer) + cast(not_fixed as integer) + cast(dissatisfied as integer)
        + cast(complained as integer) as problems_n,
    concat_ws(',', case when late then 'late' end, case when came_back then 'came_back' end,
        case when not_fixed then 'not_fixed' end, case when dissatisfied then 'dissatisfied' end,
        case when complained then 'complained' end) as problems
from (
    select m.month, o.repair_id, o.outlet_id, o.region_id, o.model_id, o.category, o.service_type, o.technician_id,
        o._file, o._line, o.opened_at, o.arrived_at, o.completed_at, o.symptom_code, o.cause_code,
        case when o.completed_at is not null then o.outcome end as outcome,
        case when o.completed_at is not null then r.satisfaction end as satisfaction,
        case when not only_day(o._days, 'opened_at') and not only_day(o._days, 'arrived_at')
            then lasted(o.opened_at, o.arrived_at) end as response_micros,
        case when not only_day(o._days, 'opened_at') and not only_day(o._days, 'completed_at')
            then lasted(o.opened_at, o.completed_at) end as turnaround_micros,
        o.service_type = 'repair' and v.due and not v.kept as late,
        b.repair_id is not null and o.service_type = 'repair'
            and not coalesce(o.outcome in ('end_of_life', 'not_fixed'), false) as came_back,
        o.completed_at is not null and coalesce(o.outcome = 'not_fixed', false) as not_fixed,
        o.completed_at is not null and coalesce(r.satisfaction <= {dissatisfied_to}, false) as dissatisfied,
        g.repair_id is not null as complained
    from judged_orders o
    join months m on coalesce(o.completed_at, o.opened_at) >= m.begins_at
        and coalesce(o.completed_at, o.opened_at) < m.ends_at
    join visits v on o.repair_id = v.repair_id
    left join came_back b on o.repair_id = b.repair_id
    left join ratings r on o.repair_id = r.repair_id
    left join (select distinct repair_id from complaints where received_at < {end}) as g on o.repair_id = g.repair_id
    where not o.cancelled) as judged
