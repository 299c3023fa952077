package aftercare.ingest;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * A text whose quotes inside quotes have a backslash before them, as MySQL and PHP write them, in the usual form, where
 * they are doubled. A backslash before a backslash is one; before anything else it stays. Lines stay as they are.
 */
final class DoubledQuotes extends FilterReader {
    private final char separator;
    private final char[] buffer = new char[8192];
    private int at;
    private int count;
    private boolean quoted;
    private boolean fieldStart = true;
    private int pending = -1;

    DoubledQuotes(Reader text, char separator) {
        super(text);
        this.separator = separator;
    }

    @Override
    public int read() throws IOException {
        if (pending >= 0) {
            int next = pending;
            pending = -1;
            return next;
        }
        int c = take();
        if (quoted && c == '\\') {
            return escaped();
        }
        if (c == '"' && (quoted || fieldStart)) {
            quoted = !quoted;
            fieldStart = false;
        } else if (!quoted) {
            fieldStart = c == separator || c == '\n' || c == '\r';
        }
        return c;
    }

    private int escaped() throws IOException {
        int next = take();
        if (next == '"') {
            pending = '"';
            return '"';
        }
        if (next != '\\') {
            pending = next;
        }
        return '\\';
    }

    private int take() throws IOException {
        if (at == count) {
            count = in.read(buffer, 0, buffer.length);
            at = 0;
            if (count <= 0) {
                count = 0;
                return -1;
            }
        }
        return buffer[at++];
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        for (int i = 0; i < length; i++) {
            int c = read();
            if (c < 0) {
                return i == 0 ? -1 : i;
            }
            target[offset + i] = (char) c;
        }
        return length;
    }

    @Override
    public boolean ready() {
        return false;
    }
}
