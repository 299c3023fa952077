select restatement.month,
       label(table, table_name) as table_name,
       row_key,
       coalesce(metric_catalog.name_en, word(column_name)) as figure,
       coalesce(metric_catalog.name_zh, word(column_name)) as figure_zh,
       pinned_value,
       current_value,
       difference,
       late_n,
       corrected_n,
       replayed_n,
       reason,
       reason_zh
from marts.restatement
left join marts.metric_catalog on metric_catalog.gold_table = restatement.table_name and metric_catalog.metric = restatement.column_name
where restatement.month between chosen_month() - interval '11 months' and chosen_month()
order by restatement.month desc, abs(difference) desc nulls last
limit 200
