-- Completed orders by the month of their completion, with what their callbacks say.
select m.month, o.repair_id, o.outlet_id, o.region_id, o.model_id, o.category, o.service_type, o.technician_id,
    o._file, o._line,
    true as completed_n,
    -- Where nobody can say whether the only calls were in time, the order is not among those that were due.
    o.due and (coalesce(c.in_time, false) or not coalesce(c.perhaps_in_time, false)) as callback_due_n,
    o.due and coalesce(c.in_time, false) as called_n,
    not o.due as callback_waiting,
    not o.due and r.repair_id is null as rating_waiting,
    coalesce(c.reached, false) as reached_n,
    r.satisfaction is not null as rated_n,
    r.satisfaction >= {satisfied_from} as satisfied_n,
    r.satisfaction <= {dissatisfied_to} as dissatisfied_n,
    r.recommend >= {promoter_from} as promoters_n,
    r.recommend <= {detractor_to} as detractors_n,
    r.recommend is not null as recommend_n,
    r.satisfaction as score
from (
    select *,
        plus_seconds(completed_latest, {seconds:called_back:completed_latest}) <= {end} as due
    from (
        select *, case when only_day(_days, 'completed_at') then end_of_day(completed_at) else completed_at end
            as completed_latest
        from orders) as timed) as o
join months m on o.completed_at >= m.begins_at and o.completed_at < m.ends_at
left join called c on o.repair_id = c.repair_id
left join ratings r on o.repair_id = r.repair_id
