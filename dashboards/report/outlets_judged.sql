-- How many outlets were at work in the month, and how many of them have a score; and how many had repairs that can be judged a month before.
select count(*) filter (where outlet_kpi_month.month = chosen_month() and completed_n > 0) as outlets_n,
       count(*) filter (where outlet_kpi_month.month = chosen_month() - interval '1 month' and first_fix_d > 0) as ripe_outlets_n,
       (select count(*) from marts.outlet_scorecard_month where outlet_scorecard_month.month = chosen_month() and score is not null) as scored_n
from marts.outlet_kpi_month
