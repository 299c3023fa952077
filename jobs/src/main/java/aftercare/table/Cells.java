package aftercare.table;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes cells of rows by name, for the classes that are generated from contracts. Days and instants are
 * those of java.time.
 */
final class Cells {
    private Cells() {}

    static @Nullable String textOrNull(Row row, String column) {
        return row.getString(row.fieldIndex(column));
    }

    static int whole(Row row, String column) {
        return row.getInt(row.fieldIndex(column));
    }

    static @Nullable Integer wholeOrNull(Row row, String column) {
        return (Integer) row.get(row.fieldIndex(column));
    }

    static long count(Row row, String column) {
        return row.getLong(row.fieldIndex(column));
    }

    static @Nullable Long countOrNull(Row row, String column) {
        return (Long) row.get(row.fieldIndex(column));
    }

    static double number(Row row, String column) {
        return row.getDouble(row.fieldIndex(column));
    }

    static @Nullable Double numberOrNull(Row row, String column) {
        return (Double) row.get(row.fieldIndex(column));
    }

    static boolean truth(Row row, String column) {
        return row.getBoolean(row.fieldIndex(column));
    }

    static @Nullable Boolean truthOrNull(Row row, String column) {
        return (Boolean) row.get(row.fieldIndex(column));
    }

    static @Nullable BigDecimal amountOrNull(Row row, String column) {
        return row.getDecimal(row.fieldIndex(column));
    }

    static @Nullable LocalDate dayOrNull(Row row, String column) {
        Object day = row.get(row.fieldIndex(column));
        return day instanceof Date date ? date.toLocalDate() : (LocalDate) day;
    }

    static @Nullable Instant instantOrNull(Row row, String column) {
        Object instant = row.get(row.fieldIndex(column));
        return instant instanceof Timestamp timestamp ? timestamp.toInstant() : (Instant) instant;
    }

    /** Spark's rows hold maps of Scala, those just built hold Java's. */
    @SuppressWarnings("unchecked")
    static @Nullable Map<String, Long> countsOrNull(Row row, String column) {
        int index = row.fieldIndex(column);
        Object counts = row.get(index);
        return counts == null || counts instanceof Map ? (Map<String, Long>) counts : row.getJavaMap(index);
    }

    /** A value as rows hold it. */
    static @Nullable Object stored(@Nullable Object value) {
        if (value instanceof LocalDate day) {
            return Date.valueOf(day);
        }
        return value instanceof Instant instant ? Timestamp.from(instant) : value;
    }

    static Row row(StructType schema, Object[] values) {
        return new GenericRowWithSchema(values.clone(), schema);
    }
}
