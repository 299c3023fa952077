-- What all callbacks of an order say together.
select repair_id, bool_or(in_time) as in_time, bool_or(perhaps_in_time) as perhaps_in_time,
    bool_or(result = 'reached') as reached
from {calls}
group by repair_id
