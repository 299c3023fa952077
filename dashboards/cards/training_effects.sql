with told as (
  select distinct on (skill, course) skill, course, status, window_days, trained_n, control_n, before, after, control_before, control_after, effect, effect_low, effect_high,
         before_jobs_n, after_jobs_n
  from marts.training_effect
  where true
    [[ and {{skill}} ]]
  order by skill, course, decides desc, window_days)
select skill as skill_code,
       word(skill) as skill,
       word(course) as course,
       label(effect, status) as status,
       status as status_code,
       window_days,
       trained_n,
       control_n,
       before,
       after,
       control_before,
       control_after,
       effect,
       effect_low,
       effect_high,
       before_jobs_n,
       after_jobs_n
from told
order by effect desc nulls last, told.skill
