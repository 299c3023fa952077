package aftercare.serve.report;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a card's query returned: whole numbers as Long, others as Double, days as LocalDate, texts, truths, and nulls.
 *
 * @param columns the columns' names, in order
 * @param list the rows, in order
 */
record QueryRows(List<String> columns, List<Map<String, Object>> list) {
    static final QueryRows NONE = new QueryRows(List.of(), List.of());

    QueryRows {
        columns = List.copyOf(columns);
        list = List.copyOf(list);
    }

    static QueryRows read(ResultSet result) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            columns.add(result.getMetaData().getColumnLabel(i));
        }
        List<Map<String, Object>> list = new ArrayList<>();
        while (result.next()) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (int i = 1; i <= columns.size(); i++) {
                row.put(columns.get(i - 1), plain(result.getObject(i)));
            }
            list.add(Collections.unmodifiableMap(row));
        }
        return new QueryRows(columns, list);
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Integer || value instanceof Short) {
            return ((Number) value).longValue();
        }
        if (value instanceof BigDecimal || value instanceof Float) {
            return ((Number) value).doubleValue();
        }
        if (value instanceof Date day) {
            return day.toLocalDate();
        }
        if (value instanceof Timestamp instant) {
            return instant.toInstant().atZone(ZoneOffset.UTC).toLocalDate();
        }
        return value;
    }

    boolean isEmpty() {
        return list.isEmpty();
    }

    boolean has(@Nullable String column) {
        return column != null && columns.contains(column);
    }

    QueryRows where(Predicate<Map<String, Object>> holds) {
        return new QueryRows(columns, list.stream().filter(holds).toList());
    }

    QueryRows sorted(Comparator<Map<String, Object>> order) {
        return new QueryRows(columns, list.stream().sorted(order).toList());
    }

    QueryRows first(int most) {
        return new QueryRows(columns, list.subList(0, Math.min(most, list.size())));
    }

    /** The number in a row; null where there is none. */
    static @Nullable Double number(Map<String, Object> row, String column) {
        return row.get(column) instanceof Number number ? Double.valueOf(number.doubleValue()) : null;
    }

    /** The day in a row; null where there is none. */
    static @Nullable LocalDate day(Map<String, Object> row, String column) {
        return row.get(column) instanceof LocalDate day ? day : null;
    }

    /** The value in a row as text; empty where there is none. */
    static String text(Map<String, Object> row, @Nullable String column) {
        Object value = column == null ? null : row.get(column);
        return value == null ? "" : value.toString();
    }
}
