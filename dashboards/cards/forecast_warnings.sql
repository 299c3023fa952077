select rule, region_id, model_id, figure, detail_en as detail, detail_zh
from marts.forecast_warning
order by rule, region_id, model_id
