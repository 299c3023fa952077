-- Seats advised for the technicians of the outlet, by course; who they are is for HR.
select case course when 'unknown' then label(word, 'unknown') else word(course) end as course,
       quarter,
       label(advice, advice) as advice,
       count(*) as seats,
       sum(failed_visits) as failed_visits
from marts.training_plan_person
where as_of = (select max(as_of) from marts.training_plan_person) and outlet_id = addressee() and advice <> 'review'
group by training_plan_person.course, quarter, training_plan_person.advice
order by quarter, seats desc, training_plan_person.course
