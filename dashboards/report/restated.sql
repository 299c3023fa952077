select month, table_name, row_key, column_name, pinned_value, current_value, difference, reason, reason_zh
from marts.restatement where month <= date {{month}} and month > date {{month}} - interval '12 months'
order by month desc, abs(difference) desc nulls last, table_name, row_key, column_name
