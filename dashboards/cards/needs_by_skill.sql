select skill as skill_code,
       word(skill) as skill,
       count(distinct technician_id) as technicians_n,
       sum(failed_visits) as failed_visits
from marts.training_need
where as_of = (select max(as_of) from marts.training_need)
  [[ and {{region}} ]] [[ and {{skill}} ]] [[ and {{plan}} ]] [[ and {{course}} ]] [[ and {{technician}} ]]
group by training_need.skill
order by failed_visits desc
