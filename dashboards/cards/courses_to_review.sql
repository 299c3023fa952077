with waiting as (
  select course, sum(people_n)::bigint as people_n, sum(cost_at_stake) as cost_at_stake
  from marts.training_plan_region
  where as_of = (select max(as_of) from marts.training_plan_region) and advice = 'review'
    [[ and {{region}} ]] [[ and {{plan}} ]] [[ and {{course}} ]]
  group by course)
select training_effect.course as course_code,
       word(training_effect.course) as course,
       word(skill) as skill,
       advice as advice_code,
       label(effect, status) as status,
       status as status_code,
       window_days,
       effect,
       effect_low,
       effect_high,
       trained_n,
       control_n,
       people_n,
       cost_at_stake
from marts.training_effect
join waiting on waiting.course = training_effect.course
where decides and advice = 'review'
order by people_n desc, training_effect.course, training_effect.skill
