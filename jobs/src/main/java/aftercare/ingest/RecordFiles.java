package aftercare.ingest;

import aftercare.ingest.LandedFile.Split;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** Opens files of bronze as records. */
final class RecordFiles {
    private static final int BUFFER_BYTES = 1 << 20;
    /** Text that a file may unpack to at any ratio: it is read through in seconds. */
    private static final long HARMLESS_BYTES = 1L << 30;

    private RecordFiles() {}

    /**
     * The records of one part of a file, behind its header.
     *
     * @param wanted which fields delimited text keeps; null for all
     */
    static Records open(LandedFile file, Split split, boolean @Nullable [] wanted, Configuration hadoop)
            throws IOException {
        Path path = new Path(file.path());
        FileLayout layout = file.layout();
        Records records =
                switch (file.format()) {
                    case PARQUET ->
                        new ParquetRecords(hadoop, path, file.header().size());
                    case XLSX ->
                        new XlsxRecords(
                                Workbook.open(path, hadoop),
                                layout.sheets(),
                                file.header().size());
                    case JSON -> new JsonRecords(text(file, split, hadoop), layout.records(), file.header());
                    case JSONL -> new JsonLineRecords(text(file, split, hadoop), file.header());
                    case CSV, TSV -> behindHeader(delimited(file, split, wanted, hadoop), layout, split);
                };
        if (file.format().delimited() && layout.end() < Long.MAX_VALUE) {
            records = new Ended(records, layout.end());
        }
        return layout.filledDown().isEmpty() ? records : new FilledDown(records, layout.filledDown());
    }

    /** All records of a delimited text, its header and what stands before it included. */
    static Records delimited(LandedFile file, Configuration hadoop) throws IOException {
        return delimited(file, Split.WHOLE, null, hadoop);
    }

    private static Records delimited(LandedFile file, Split split, boolean @Nullable [] wanted, Configuration hadoop)
            throws IOException {
        FileLayout layout = file.layout();
        Reader text = text(file, split, hadoop);
        if (layout.drawn()) {
            return new DrawnRecords(text, layout.separator());
        }
        Reader doubled = layout.backslash() ? new DoubledQuotes(text, layout.separator()) : text;
        return new CsvRecords(doubled, layout.separator(), split.firstLine(), wanted);
    }

    private static Records behindHeader(Records records, FileLayout layout, Split split) throws IOException {
        if (split.offset() == 0 && layout.lastBefore() > 0) {
            boolean more = records.next();
            while (more && records.line() < layout.lastBefore()) {
                more = records.next();
            }
        }
        return records;
    }

    /** The text of a part, decoded; a byte-order mark is left out. */
    static Reader text(LandedFile file, Split split, Configuration hadoop) throws IOException {
        InputStream bytes = bytes(file, split, hadoop);
        Reader reader =
                new InputStreamReader(bytes, Charset.forName(file.layout().charset()));
        if (split.offset() > 0) {
            return reader;
        }
        java.io.PushbackReader front = new java.io.PushbackReader(reader, 1);
        int first = front.read();
        if (first != 0xFEFF && first >= 0) {
            front.unread(first);
        }
        return front;
    }

    /** The bytes of a part as they are, decompressed. */
    static InputStream bytes(LandedFile file, Split split, Configuration hadoop) throws IOException {
        Path path = new Path(file.path());
        FileSystem fileSystem = path.getFileSystem(hadoop);
        FSDataInputStream in = fileSystem.open(path, BUFFER_BYTES);
        if (file.gzip()) {
            Expansion.Counted compressed = new Expansion.Counted(in);
            return new Expansion(
                    new GZIPInputStream(compressed, BUFFER_BYTES), compressed::bytes, HARMLESS_BYTES, Long.MAX_VALUE);
        }
        if (split.offset() > 0) {
            in.seek(split.offset());
        }
        return split.length() < 0 ? in : new Limited(in, split.length());
    }

    /** The bytes of a text in a form whose separators and line ends are single bytes. */
    static InputStream scannableBytes(LandedFile file, Split split, Configuration hadoop) throws IOException {
        if (file.layout().scannable()) {
            return bytes(file, split, hadoop);
        }
        return new Utf8Bytes(text(file, split, hadoop));
    }

    /** Ends before a line. */
    private static final class Ended implements Records {
        private final Records records;
        private final long end;

        Ended(Records records, long end) {
            this.records = records;
            this.end = end;
        }

        @Override
        public boolean next() throws IOException {
            return records.next() && records.line() < end;
        }

        @Override
        public @Nullable String[] fields() {
            return records.fields();
        }

        @Override
        public boolean isNumber(int field) {
            return records.isNumber(field);
        }

        @Override
        public int fieldCount() {
            return records.fieldCount();
        }

        @Override
        public long line() {
            return records.line();
        }

        @Override
        public void close() throws IOException {
            records.close();
        }
    }

    /** Ends after a number of bytes. */
    private static final class Limited extends FilterInputStream {
        private long left;

        Limited(InputStream in, long length) {
            super(in);
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            if (left <= 0) {
                return -1;
            }
            int b = super.read();
            left -= b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left <= 0) {
                return -1;
            }
            int count = super.read(buffer, offset, (int) Math.min(length, left));
            left -= Math.max(count, 0);
            return count;
        }
    }

    /** A text as UTF-8. */
    private static final class Utf8Bytes extends InputStream {
        private final Reader text;
        private final char[] chars = new char[8192];
        private byte[] bytes = new byte[0];
        private int at;

        Utf8Bytes(Reader text) {
            this.text = text;
        }

        @Override
        public int read() throws IOException {
            return fill() ? bytes[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (!fill()) {
                return -1;
            }
            int count = Math.min(length, bytes.length - at);
            System.arraycopy(bytes, at, buffer, offset, count);
            at += count;
            return count;
        }

        private boolean fill() throws IOException {
            while (at == bytes.length) {
                int count = text.read(chars, 0, chars.length - 1);
                if (count < 0) {
                    return false;
                }
                if (count > 0 && Character.isHighSurrogate(chars[count - 1])) {
                    int low = text.read();
                    if (low >= 0) {
                        chars[count++] = (char) low;
                    }
                }
                bytes = new String(chars, 0, count).getBytes(StandardCharsets.UTF_8);
                at = 0;
            }
            return true;
        }

        @Override
        public void close() throws IOException {
            text.close();
        }
    }
}
