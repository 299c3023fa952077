package aftercare.ingest;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Records of RFC 4180 text: a quote is doubled, a backslash is a plain character, newlines may stand inside quotes. */
final class CsvRecords implements Records {
    /** More than this is no row but a sign of damage; the parser would give up on it. */
    static final int LARGEST_RECORD_CHARS = 4 * 1024 * 1024;

    private final CsvReader<Fields> reader;
    private final CloseableIterator<Fields> iterator;
    private final long firstLine;
    private final Fields current;

    /**
     * @param text the text from a record's beginning on
     * @param firstLine the physical line it begins on
     * @param wanted which fields to keep, by position; null for all
     */
    CsvRecords(Reader text, char separator, long firstLine, boolean @Nullable [] wanted) {
        this.firstLine = firstLine;
        this.current = new Fields(wanted);
        this.reader = CsvReader.builder()
                .fieldSeparator(separator)
                .quoteCharacter('"')
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(true)
                .maxBufferSize(2 * LARGEST_RECORD_CHARS)
                .build(current, text);
        this.iterator = reader.iterator();
    }

    @Override
    public boolean next() {
        if (!iterator.hasNext()) {
            return false;
        }
        iterator.next();
        return true;
    }

    @Override
    public @Nullable String[] fields() {
        return current.values;
    }

    @Override
    public int fieldCount() {
        return current.count();
    }

    @Override
    public long line() {
        return firstLine + current.line - 1;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    /** Keeps the fields of one record at a time, so that a file of any length costs one array. */
    private static final class Fields extends AbstractBaseCsvCallbackHandler<Fields> {
        private final boolean @Nullable [] wanted;
        private @Nullable String[] values;
        private long line;

        Fields(boolean @Nullable [] wanted) {
            this.wanted = wanted;
            this.values = new String[wanted == null ? 64 : wanted.length];
        }

        @Override
        protected void handleBegin(long startingLineNumber) {
            line = startingLineNumber;
            Arrays.fill(values, null);
        }

        @Override
        protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
            if (index >= values.length) {
                if (wanted != null) {
                    return;
                }
                values = Arrays.copyOf(values, values.length * 2);
            }
            if (length > 0 && (wanted == null || wanted[index])) {
                values[index] = new String(buffer, offset, length);
            } else if (wanted == null) {
                values[index] = "";
            }
        }

        int count() {
            return getFieldCount();
        }

        @Override
        protected Fields buildRecord() {
            return this;
        }
    }
}
