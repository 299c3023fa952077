select technician_id,
       word(skill) as skill,
       gap
from marts.training_need
where as_of = (select max(as_of) from marts.training_need)
  [[ and {{region}} ]] [[ and {{skill}} ]] [[ and {{plan}} ]] [[ and {{course}} ]] [[ and {{technician}} ]]
order by technician_id, training_need.skill
