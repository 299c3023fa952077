-- What was not delivered, or does not speak of the month, and which questions it would answer.
with missing as (
  select item as need, source, field, state, question_en as question, question_zh, speaks_to is null or speaks_to < chosen_month() as absent
  from marts.not_delivered
  union all
  select source as need, source, null as field, state, '' as question, '' as question_zh, true as absent
  from marts.source_month
  where cut = 'company' and month = chosen_month() and state = 'not_delivered'
    and source not in (select source from marts.not_delivered where field is null))
select need,
       label(source, source) as source,
       label(field, field) as field,
       label(delivery_state, state) as state,
       question,
       question_zh,
       absent
from missing
order by missing.field nulls first, missing.source
