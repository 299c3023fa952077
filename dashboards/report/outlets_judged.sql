-- Of the outlets at work in the 12 months that judgements may look back on, how many there are, how many had repairs that can be judged, and how
-- many have a score.
select count(distinct outlet_id) filter (where completed_n > 0) as outlets_n,
       count(distinct outlet_id) filter (where first_fix_d > 0) as ripe_outlets_n,
       (select count(*) from marts.outlet_scorecard_month where outlet_scorecard_month.month = chosen_month() and score is not null) as scored_n
from marts.outlet_kpi_month
where month between chosen_month() - interval '11 months' and chosen_month()
