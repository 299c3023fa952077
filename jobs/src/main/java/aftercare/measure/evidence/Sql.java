package aftercare.measure.evidence;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values as SQL says them, alike in DuckDB and in Spark. */
final class Sql {
    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSXXX", Locale.ROOT);

    private Sql() {}

    static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    static String day(LocalDate day) {
        return "date '" + day + "'";
    }

    static String instant(Instant instant) {
        String said = INSTANT.withZone(ZoneOffset.UTC)
                .format(instant)
                .replace(".000000", "")
                .replace("Z", "+00:00");
        return "cast('" + said + "' as timestamp_ltz)";
    }

    /** A value of a row. */
    static String value(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof java.sql.Date date) {
            return day(date.toLocalDate());
        }
        if (value instanceof LocalDate date) {
            return day(date);
        }
        if (value instanceof java.sql.Timestamp timestamp) {
            return instant(timestamp.toInstant());
        }
        return value instanceof Number || value instanceof Boolean ? value.toString() : text(value.toString());
    }
}
