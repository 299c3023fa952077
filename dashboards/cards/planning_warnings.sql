select rule,
       plan_warning.region_id,
       plan_warning.model_id,
       figure,
       detail_en as detail,
       detail_zh
from marts.plan_warning
left join marts.dim_region on dim_region.region_id = plan_warning.region_id
where {{scenario}} [[ and {{region}} ]]
union all
select rule, region_id, model_id, figure, detail_en as detail, detail_zh
from marts.forecast_warning
order by rule, region_id, model_id
