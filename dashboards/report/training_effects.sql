select skill, course, trained_n, control_n, effect, effect_low, effect_high, status from marts.training_effect
where window_days = 90 and effect is not null order by effect desc, skill, course
