package aftercare.ingest;

/**
 * Walks over the bytes of a delimited text and finds where records begin, without parsing their fields.
 *
 * <p>A quote opens a quoted field only where a field begins, so that a stray inch sign inside a field does not swallow
 * the rest of the file. Where {@link FileLayout#scannable()} says so, the bytes of quotes, separators and line ends
 * never occur inside a character, so bytes are enough.
 */
final class RecordScanner {
    /** Told of each record that has ended. */
    @FunctionalInterface
    interface RecordEnd {
        /**
         * Takes note of a record.
         *
         * @param begin offset of the record's first byte
         * @param end offset just behind its line end
         * @param line the physical line, from 1, on which it began
         * @param blank whether it holds nothing but its line end
         */
        void record(long begin, long end, long line, boolean blank);
    }

    private enum State {
        FIELD_START,
        UNQUOTED,
        QUOTED,
        BACKSLASH_IN_QUOTED,
        QUOTE_IN_QUOTED
    }

    private final byte separator;
    private final boolean quoting;
    private final boolean backslash;
    private final RecordEnd listener;

    private State state = State.FIELD_START;
    private long offset;
    private long line;
    private long recordBegin;
    private long recordLine;
    private boolean previousWasReturn;
    private long openQuoteLine;

    /**
     * @param layout how the text is laid out
     * @param offset where in the file the first byte to come stands
     * @param line the physical line it stands on, from 1
     */
    RecordScanner(FileLayout layout, long offset, long line, RecordEnd listener) {
        this(layout.separator(), !layout.drawn(), layout.backslash(), offset, line, listener);
    }

    /**
     * @param separator the field separator
     * @param quoting whether double quotes protect separators and line ends
     * @param backslash whether a backslash protects a quote inside quotes
     * @param offset where in the file the first byte to come stands
     * @param line the physical line it stands on, from 1
     */
    private RecordScanner(
            char separator, boolean quoting, boolean backslash, long offset, long line, RecordEnd listener) {
        this.separator = (byte) separator;
        this.quoting = quoting;
        this.backslash = backslash;
        this.offset = offset;
        this.line = line;
        this.recordBegin = offset;
        this.recordLine = line;
        this.listener = listener;
    }

    /** Goes over the next bytes of the text. */
    void feed(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            byte b = bytes[i];
            if (previousWasReturn) {
                previousWasReturn = false;
                if (b == '\n') {
                    offset++;
                    if (!inQuotes()) {
                        endRecord(2);
                    }
                    continue;
                }
                if (!inQuotes()) {
                    endRecord(1);
                }
            }
            offset++;
            switch (state) {
                case FIELD_START -> {
                    if (b == '"' && quoting) {
                        state = State.QUOTED;
                    } else if (b == '\n') {
                        line++;
                        endRecord(1);
                    } else if (b == '\r') {
                        line++;
                        previousWasReturn = true;
                    } else if (b != separator) {
                        state = State.UNQUOTED;
                    }
                }
                case UNQUOTED -> {
                    if (b == separator) {
                        state = State.FIELD_START;
                    } else if (b == '\n') {
                        line++;
                        endRecord(1);
                    } else if (b == '\r') {
                        line++;
                        previousWasReturn = true;
                    }
                }
                case QUOTED -> {
                    if (b == '"') {
                        state = State.QUOTE_IN_QUOTED;
                    } else if (b == '\\' && backslash) {
                        state = State.BACKSLASH_IN_QUOTED;
                    } else if (b == '\n') {
                        line++;
                    } else if (b == '\r') {
                        line++;
                        previousWasReturn = true;
                    }
                }
                case BACKSLASH_IN_QUOTED -> {
                    state = State.QUOTED;
                    if (b == '\n') {
                        line++;
                    } else if (b == '\r') {
                        line++;
                        previousWasReturn = true;
                    }
                }
                case QUOTE_IN_QUOTED -> {
                    if (b == '"') {
                        state = State.QUOTED;
                    } else if (b == separator) {
                        state = State.FIELD_START;
                    } else if (b == '\n') {
                        line++;
                        endRecord(1);
                    } else if (b == '\r') {
                        line++;
                        previousWasReturn = true;
                    } else {
                        state = State.UNQUOTED;
                    }
                }
            }
        }
    }

    /** Ends the last record, which may lack its line end. */
    void finish() {
        if (previousWasReturn) {
            previousWasReturn = false;
            if (!inQuotes()) {
                endRecord(1);
            }
        }
        if (offset > recordBegin) {
            openQuoteLine = inQuotes() ? recordLine : 0;
            endRecord(0);
        }
    }

    /** The line of the record whose quote the text never closed; 0 when all are closed. Known once finished. */
    long openQuoteLine() {
        return openQuoteLine;
    }

    private boolean inQuotes() {
        return state == State.QUOTED || state == State.BACKSLASH_IN_QUOTED;
    }

    /** How many bytes the record at hand has so far. */
    long openBytes() {
        return offset - recordBegin;
    }

    private void endRecord(int lineEndBytes) {
        listener.record(recordBegin, offset, recordLine, offset - recordBegin <= lineEndBytes);
        recordBegin = offset;
        recordLine = line;
        state = State.FIELD_START;
    }
}
