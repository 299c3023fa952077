select sum(cost_at_stake) as cost_at_stake
from marts.training_need
where as_of = (select max(as_of) from marts.training_need)
  [[ and {{region}} ]] [[ and {{skill}} ]] [[ and {{plan}} ]] [[ and {{course}} ]] [[ and {{technician}} ]]
