select source_month.month,
       source_month.source as source_code,
       label(source, source_month.source) as source,
       label(cut, cut) as kind,
       coalesce(dim_outlet.name, dim_region.name, label(word, cut_id)) as member,
       rows_n,
       expected_n,
       1 / nullif(chance, 0) as once_in,
       label(delivery_state, state) as state
from marts.source_month
left join marts.dim_outlet on cut = 'outlet' and dim_outlet.outlet_id = cut_id
left join marts.dim_region on cut = 'region' and dim_region.region_id = cut_id
where state in ('silent', 'partial') and expected_n is not null and rows_n < expected_n
  and source_month.month > (select max(month) from marts.source_month) - interval '3 months'
  [[ and {{source}} ]]
order by source_month.month desc, expected_n - rows_n desc, source_month.source, cut, cut_id
