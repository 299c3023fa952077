select label(cut, satisfaction_month.cut) as cut,
       coalesce(dim_region.name, dim_outlet.name, dim_model.name, case cut when 'category' then word(cut_id) when 'service_type' then label(service_type, cut_id) else label(word, cut_id) end) as member,
       satisfaction_rate,
       weighted_rate,
       rated_n,
       label(signal, signal) as signal,
       publishable
from marts.satisfaction_month
left join marts.dim_region on cut = 'region' and dim_region.region_id = cut_id
left join marts.dim_outlet on cut = 'outlet' and dim_outlet.outlet_id = cut_id
left join marts.dim_model on cut = 'model' and dim_model.model_id = cut_id
where month = chosen_month() and cut in ('company', 'region', 'outlet', 'model', 'category', 'service_type') and signal <> 'none'
order by satisfaction_month.cut, satisfaction_rate
