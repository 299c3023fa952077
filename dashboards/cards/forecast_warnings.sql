select label(warning, rule) as rule, label(word, region_id) as region_id, label(word, model_id) as model_id, figure, detail_en as detail, detail_zh
from marts.forecast_warning
order by forecast_warning.rule, forecast_warning.region_id, forecast_warning.model_id
