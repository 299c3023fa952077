select skill,
       window_days::text as window,
       effect,
       effect_low,
       effect_high,
       trained_n
from marts.training_effect
where effect is not null
  [[ and {{skill}} ]]
order by skill, course, window_days
