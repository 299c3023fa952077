select skill, count(*) as needs_n, sum(failed_visits)::float8 as failed_visits, sum(cost_at_stake)::float8 as cost_at_stake
from marts.training_need where as_of = (select max(as_of) from marts.training_need)
group by skill order by failed_visits desc nulls last, skill
