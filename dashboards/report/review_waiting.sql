-- Courses to review before anybody is sent, and how many seats wait for each.
select word(course) as course,
       sum(people_n)::bigint as people_n
from marts.training_plan_region
where as_of = (select max(as_of) from marts.training_plan_region) and advice = 'review'
group by training_plan_region.course
order by people_n desc, training_plan_region.course
