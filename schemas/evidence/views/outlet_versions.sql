-- What outlets were from when to when; the first version counts for all days before it.
select outlet_id, region_id, status,
    case when lag(valid_from) over (partition by outlet_id order by valid_from) is null then date '0001-01-01'
        else valid_from end as from_day,
    coalesce(lead(valid_from) over (partition by outlet_id order by valid_from), date '9999-12-31') as until_day
from outlets
