select skill,
       count(distinct technician_id) as technicians_n,
       sum(failed_visits) as failed_visits
from marts.training_need
where as_of = (select max(as_of) from marts.training_need)
  [[ and {{region}} ]] [[ and {{skill}} ]] [[ and {{plan}} ]] [[ and {{course}} ]] [[ and {{technician}} ]]
group by skill
order by failed_visits desc
