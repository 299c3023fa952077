select skill,
       course,
       label(effect, status) as status,
       status as status_code,
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
from marts.training_effect
where window_days = 90
  [[ and {{skill}} ]]
order by effect desc nulls last, skill
