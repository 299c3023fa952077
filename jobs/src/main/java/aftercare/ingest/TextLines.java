package aftercare.ingest;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** The lines of a text; one that is too long to be a record ends the reading instead of filling the memory. */
final class TextLines implements Closeable {
    private final BufferedReader text;
    private final StringBuilder line = new StringBuilder();
    private long number;
    private boolean afterReturn;

    TextLines(Reader text) {
        this.text = new BufferedReader(text);
    }

    /** The next line, without its end; null when there is none. */
    @Nullable
    String next() throws IOException {
        line.setLength(0);
        number++;
        for (int c = text.read(); c >= 0; c = text.read()) {
            boolean secondOfEnd = afterReturn && c == '\n';
            afterReturn = c == '\r';
            if (!secondOfEnd) {
                if (c == '\n' || c == '\r') {
                    return line.toString();
                }
                add((char) c);
            }
        }
        return line.isEmpty() ? null : line.toString();
    }

    private void add(char c) throws IOException {
        if (line.length() == CsvRecords.LARGEST_RECORD_CHARS) {
            throw new IOException(
                    "the row on line " + number + " is longer than " + (CsvRecords.LARGEST_RECORD_CHARS >> 20) + " MB");
        }
        line.append(c);
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
