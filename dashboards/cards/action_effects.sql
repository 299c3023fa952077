select action_effect.action_id,
       label(action_kind, what) as kind,
       coalesce(dim_outlet.name, dim_region.name, case what when 'driver' then label(driver, about) when 'promise' then label(promise, about) else about end) as subject,
       note,
       label(owner, owner) as owner,
       due_on,
       done_on,
       label(action_state, state) as state,
       overdue_days,
       still_advised,
       label(figure, metric) as figure,
       before_rate,
       before_d,
       after_rate,
       after_d,
       others_n,
       others_change,
       effect,
       effect_low,
       effect_high,
       verdict as verdict_code,
       label(action_verdict, verdict) as verdict
from marts.action_effect
left join marts.dim_outlet on dim_outlet.outlet_id = action_effect.outlet_id
left join marts.dim_region on dim_region.region_id = action_effect.region_id
order by overdue_days desc nulls last, done_on desc nulls last, due_on, action_effect.action_id
