select label(warning, rule) as rule,
       label(word, plan_warning.region_id) as region_id,
       label(word, plan_warning.model_id) as model_id,
       figure,
       detail_en as detail,
       detail_zh
from marts.plan_warning
left join marts.dim_region on dim_region.region_id = plan_warning.region_id
where {{scenario}} [[ and {{region}} ]]
union all
select label(warning, rule) as rule, label(word, region_id) as region_id, label(word, model_id) as model_id, figure, detail_en as detail, detail_zh
from marts.forecast_warning
order by rule, region_id, model_id
