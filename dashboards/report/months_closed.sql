-- The months of the last twelve that are closed.
select count(distinct month) as closed_n,
       max(month) as last_closed
from marts.closed_month
where month between chosen_month() - interval '11 months' and chosen_month()
