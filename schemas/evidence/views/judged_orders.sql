-- Whether orders are cancelled, and when they left the backlog.
select o.*,
    cancelled_at is not null and completed_at is null or coalesce(status = 'cancelled', false) as cancelled,
    coalesce(least(completed_at, cancelled_at),
        case when status in ('completed', 'cancelled') then opened_at end) as closed_at
from orders o
