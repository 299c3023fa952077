-- The latest callback that reached the customer and gives a rating is the one that counts.
select repair_id, satisfaction, recommend
from (
    select repair_id, satisfaction, recommend,
        row_number() over (partition by repair_id order by called_at desc, callback_id desc) as nth
    from callbacks
    where result = 'reached' and satisfaction is not null and called_at < {end}) as rated
where nth = 1
