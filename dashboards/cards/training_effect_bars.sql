select skill as skill_code,
       word(skill) as skill,
       window_days::text as window,
       effect,
       effect_low,
       effect_high,
       trained_n
from marts.training_effect
where effect is not null
  [[ and {{skill}} ]]
order by training_effect.skill, course, window_days
