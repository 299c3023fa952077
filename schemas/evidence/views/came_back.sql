-- Orders after which another repair of the same unit was opened before they were sure to hold.
select distinct d.repair_id
from orders d
join judged_orders a on d.model_id = a.model_id and d.serial_no = a.serial_no
where a.service_type = 'repair' and not a.cancelled
    and a.opened_at > case when only_day(d._days, 'completed_at') then end_of_day(d.completed_at)
        else d.completed_at end
    and a.opened_at <= plus_seconds(d.completed_at, {seconds:repeat:d.completed_at})
