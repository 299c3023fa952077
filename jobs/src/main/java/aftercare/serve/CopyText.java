package aftercare.serve;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.Timestamp;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the text format of COPY. Instants are written in UTC, so that neither the zone of this process nor that of
 * the server plays a part.
 */
final class CopyText {
    private final StringBuilder text = new StringBuilder();

    void append(Row row) {
        for (int i = 0; i < row.length(); i++) {
            if (i > 0) {
                text.append('\t');
            }
            append(row.get(i));
        }
        text.append('\n');
    }

    private void append(@Nullable Object value) {
        if (value == null) {
            text.append("\\N");
        } else if (value instanceof String string) {
            escape(string);
        } else if (value instanceof Timestamp instant) {
            text.append(instant.toInstant());
        } else if (value instanceof Date day) {
            text.append(day.toLocalDate());
        } else if (value instanceof BigDecimal number) {
            text.append(number.toPlainString());
        } else {
            text.append(value);
        }
    }

    private void escape(String string) {
        for (int i = 0; i < string.length(); i++) {
            char character = string.charAt(i);
            switch (character) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                // Postgres cannot hold this one; the replacement character keeps the length.
                case '\0' -> text.append('\uFFFD');
                default -> text.append(character);
            }
        }
    }

    int length() {
        return text.length();
    }

    /** What was appended since the last call. */
    byte[] drain() {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        text.setLength(0);
        return bytes;
    }
}
