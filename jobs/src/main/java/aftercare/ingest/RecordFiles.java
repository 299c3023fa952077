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

    private RecordFiles() {}

    /**
     * The records of one part of a file, behind its header.
     *
     * @param wanted which fields delimited text keeps; null for all
     */
    static Records open(LandedFile file, Split split, boolean @Nullable [] wanted, Configuration hadoop)
            throws IOException {
        Path path = new Path(file.path());
        return switch (file.format()) {
            case PARQUET -> new ParquetRecords(hadoop, path, file.header().size());
            case XLSX -> headless(new XlsxRecords(path.getFileSystem(hadoop).open(path)), file, split);
            case JSON -> new JsonRecords(text(file, split, hadoop), file.header());
            case JSONL -> new JsonLineRecords(text(file, split, hadoop), file.header());
            case CSV, TSV ->
                headless(
                        new CsvRecords(text(file, split, hadoop), file.separator(), split.firstLine(), wanted),
                        file,
                        split);
        };
    }

    /** All records of a workbook or delimited text, its header included. */
    static Records withHeader(LandedFile file, Configuration hadoop) throws IOException {
        Path path = new Path(file.path());
        return file.format() == FileFormat.XLSX
                ? new XlsxRecords(path.getFileSystem(hadoop).open(path))
                : new CsvRecords(text(file, Split.WHOLE, hadoop), file.separator(), 1, null);
    }

    private static Records headless(Records records, LandedFile file, Split split) throws IOException {
        if (file.headed() && split.offset() == 0) {
            records.next();
        }
        return records;
    }

    /** The text of a part, decoded; a byte-order mark is left out. */
    static Reader text(LandedFile file, Split split, Configuration hadoop) throws IOException {
        InputStream bytes = bytes(file, split, hadoop);
        Reader reader = new InputStreamReader(bytes, Charset.forName(file.charset()));
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
            return new GZIPInputStream(in, BUFFER_BYTES);
        }
        if (split.offset() > 0) {
            in.seek(split.offset());
        }
        return split.length() < 0 ? in : new Limited(in, split.length());
    }

    /** The bytes of a text in a form whose separators and line ends are single bytes. */
    static InputStream scannableBytes(LandedFile file, Split split, Configuration hadoop) throws IOException {
        if (!file.charset().startsWith("UTF-16")) {
            return bytes(file, split, hadoop);
        }
        return new Utf8Bytes(text(file, split, hadoop));
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
