-- What was not delivered, or does not speak of the month, and which questions it would answer.
select item as need,
       not_delivered.source,
       field,
       label(delivery_state, state) as state,
       question_en as question,
       question_zh,
       speaks_to is null or speaks_to < chosen_month() as absent
from marts.not_delivered
union all
select source_month.source, source_month.source, null, label(delivery_state, state), '', '', true
from marts.source_month
where cut = 'company' and month = chosen_month() and state = 'not_delivered'
  and source_month.source not in (select not_delivered.source from marts.not_delivered where field is null)
order by 3 nulls first, 2
