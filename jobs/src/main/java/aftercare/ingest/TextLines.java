package aftercare.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** The lines of a text; one that is too long to be a record ends the reading instead of filling the memory. */
final class TextLines implements Closeable {
    private final Reader text;
    private final char[] buffer = new char[1 << 16];
    private int at;
    private int count;
    private final StringBuilder line = new StringBuilder();
    private long number;
    private boolean afterReturn;

    TextLines(Reader text) {
        this.text = text;
    }

    /** The next line, without its end; null when there is none. */
    @Nullable
    String next() throws IOException {
        line.setLength(0);
        number++;
        while (at < count || fill()) {
            if (afterReturn && buffer[at] == '\n') {
                at++;
            }
            afterReturn = false;
            int from = at;
            while (at < count && buffer[at] != '\n' && buffer[at] != '\r') {
                at++;
            }
            add(from, at - from);
            if (at < count) {
                afterReturn = buffer[at++] == '\r';
                return line.toString();
            }
        }
        return line.isEmpty() ? null : line.toString();
    }

    private boolean fill() throws IOException {
        at = 0;
        count = Math.max(0, text.read(buffer, 0, buffer.length));
        return count > 0;
    }

    private void add(int from, int length) throws IOException {
        if (line.length() + length > CsvRecords.LARGEST_RECORD_CHARS) {
            throw new IOException(
                    "the row on line " + number + " is longer than " + (CsvRecords.LARGEST_RECORD_CHARS >> 20) + " MB");
        }
        line.append(buffer, from, length);
    }

    /** The line last given, from 1. */
    long number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
