package aftercare.simulate;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/**
 * Builds delimited rows (RFC 4180) as bytes, one field after the other. It knows where the fields of the row under way
 * begin, so that a finished row can be damaged. No text formatting on the way: this is what the speed of the generator
 * rests on.
 */
final class CsvRows {
    private static final byte[][] DAYS = new byte[40_000][];
    private static final int LARGEST_ROW = 4_096;

    private final List<String> columns;
    private byte[] bytes = new byte[1 << 16];
    private int position;
    private int rowStart;
    private final int[] starts = new int[64];
    private int fields;

    /**
     * Builds rows of a file.
     *
     * @param columns their names, in the order in which fields are added
     */
    CsvRows(List<String> columns) {
        this.columns = columns;
    }

    void begin() {
        rowStart = position;
        fields = 0;
        if (bytes.length - position < LARGEST_ROW) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
    }

    void empty() {
        next();
    }

    void ascii(String text) {
        next();
        append(text);
    }

    /** A prefix followed by a number with leading zeros. */
    void code(String prefix, long number, int digits) {
        next();
        append(prefix);
        padded(number, digits);
    }

    void whole(long value) {
        next();
        number(value);
    }

    /** A decimal given in units of its last place. */
    void decimal(long value, int places) {
        next();
        if (value < 0) {
            bytes[position++] = '-';
        }
        long unit = places == 1 ? 10 : 100;
        number(Math.abs(value) / unit);
        bytes[position++] = '.';
        padded(Math.abs(value) % unit, places);
    }

    void decimal(double value, int places) {
        decimal(Math.round(value * (places == 1 ? 10 : 100)), places);
    }

    /** {@code yyyy-MM-dd HH:mm:ss}, or nothing for 0. */
    void instant(long second) {
        next();
        if (second == 0) {
            return;
        }
        dayText((int) (second / Window.DAY));
        int rest = (int) (second % Window.DAY);
        bytes[position++] = ' ';
        two(rest / 3600);
        bytes[position++] = ':';
        two(rest / 60 % 60);
        bytes[position++] = ':';
        two(rest % 60);
    }

    /** {@code yyyy-MM-dd}, or nothing for 0. */
    void day(int day) {
        next();
        if (day != 0) {
            dayText(day);
        }
    }

    /** Any text; quoted where RFC 4180 asks for it. */
    void text(String text) {
        next();
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        boolean quote = false;
        for (byte b : raw) {
            quote |= b == ',' || b == '"' || b == '\n' || b == '\r';
        }
        if (quote) {
            bytes[position++] = '"';
        }
        for (byte b : raw) {
            if (b == '"') {
                bytes[position++] = '"';
            }
            bytes[position++] = b;
        }
        if (quote) {
            bytes[position++] = '"';
        }
    }

    /** A serial number: model, region, sale month and unit. */
    void serial(String model, int region, int saleMonth, int unit) {
        next();
        append(model);
        padded(region, 2);
        bytes[position++] = '-';
        padded(saleMonth, 3);
        bytes[position++] = '-';
        padded(unit, 6);
    }

    /** Puts another value in a field of the row just built. */
    void replace(String column, String value) {
        int field = place(column);
        int from = starts[field];
        int to = end(field);
        byte[] rest = Arrays.copyOfRange(bytes, to, position);
        position = from;
        append(value);
        int moved = position - to;
        System.arraycopy(rest, 0, bytes, position, rest.length);
        position += rest.length;
        for (int i = field + 1; i < fields; i++) {
            starts[i] += moved;
        }
    }

    String value(String column) {
        int field = place(column);
        return new String(bytes, starts[field], end(field) - starts[field], StandardCharsets.UTF_8);
    }

    private int place(String column) {
        int place = columns.indexOf(column);
        if (place < 0 || place >= fields) {
            throw new IllegalArgumentException("The row has no field " + column + "; it has " + columns + ".");
        }
        return place;
    }

    private int end(int field) {
        return field + 1 < fields ? starts[field + 1] - 1 : position;
    }

    /** Drops the last fields of the row just built. */
    void drop(int count) {
        position = starts[fields - count] - 1;
        fields -= count;
    }

    void end() {
        bytes[position++] = '\n';
    }

    /** The row just built, without its line end. */
    byte[] row() {
        return Arrays.copyOfRange(bytes, rowStart, position);
    }

    void copyRowTo(Bytes target) {
        target.append(bytes, rowStart, position - rowStart);
    }

    void discard() {
        position = rowStart;
    }

    private void next() {
        if (fields > 0) {
            bytes[position++] = ',';
        }
        starts[fields++] = position;
    }

    private void append(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            bytes[position++] = (byte) ascii.charAt(i);
        }
    }

    private void number(long value) {
        long rest = value;
        if (rest < 0) {
            bytes[position++] = '-';
            rest = -rest;
        }
        int digits = 1;
        for (long limit = 10; limit <= rest; limit *= 10) {
            digits++;
        }
        padded(rest, digits);
    }

    private void padded(long value, int digits) {
        long rest = value;
        for (int i = position + digits - 1; i >= position; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        position += digits;
    }

    private void two(int value) {
        bytes[position++] = (byte) ('0' + value / 10);
        bytes[position++] = (byte) ('0' + value % 10);
    }

    private void dayText(int day) {
        byte[] text = DAYS[day];
        if (text == null) {
            text = LocalDate.ofEpochDay(day).toString().getBytes(StandardCharsets.US_ASCII);
            DAYS[day] = text;
        }
        System.arraycopy(text, 0, bytes, position, text.length);
        position += text.length;
    }
}
