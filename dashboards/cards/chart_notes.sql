select noted_on,
       label(cut, cut) as cut,
       coalesce(dim_outlet.name, dim_region.name, case cut_id when 'all' then label(word, 'company') else cut_id end) as member,
       case metric when 'all' then label(word, 'all') else label(figure, metric) end as figure,
       note,
       rebase
from marts.chart_note
left join marts.dim_outlet on cut = 'outlet' and dim_outlet.outlet_id = cut_id
left join marts.dim_region on cut = 'region' and dim_region.region_id = cut_id
where chart_note.month between chosen_month() - interval '23 months' and chosen_month()
order by noted_on desc, cut, cut_id
