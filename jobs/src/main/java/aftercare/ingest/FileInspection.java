package aftercare.ingest;

import aftercare.contract.Mapping;
import aftercare.ingest.LandedFile.Split;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how an archived file is written: its character set, separator and header, and where a large one can be cut.
 * Goes over all its bytes once, so that damage shows before anything is taken.
 */
final class FileInspection {
    /**
     * A part that one task reads; large enough that tasks are few, small enough that a large file keeps all cores busy.
     */
    static final long PART_BYTES = 64L << 20;

    private static final int BUFFER_BYTES = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Configuration hadoop;
    private final long partBytes;

    FileInspection(Configuration hadoop, long partBytes) {
        this.hadoop = hadoop;
        this.partBytes = partBytes;
    }

    /**
     * Inspects a file; never throws for what the file is, but says so in its damage.
     *
     * @param mapping its mapping as bronze keeps it; null for none
     */
    LandedFile inspect(
            String name, Bronze.Archived archived, Mapping.@Nullable Format stated, @Nullable String mapping) {
        boolean gzip = name.toLowerCase(java.util.Locale.ROOT).endsWith(".gz");
        Optional<FileFormat> format = stated != null && stated.type() != null
                ? Optional.of(FileFormat.valueOf(stated.type().toUpperCase(java.util.Locale.ROOT)))
                : FileFormat.ofName(name);
        boolean headed = stated == null || stated.headed();
        LandedFile file = new LandedFile(
                name,
                archived.path(),
                archived.sha256(),
                archived.bytes(),
                format.orElse(FileFormat.CSV),
                gzip,
                stated == null || stated.encoding() == null ? "UTF-8" : stated.encoding(),
                ',',
                headed,
                List.of(),
                List.of(),
                mapping,
                null);
        if (format.isEmpty()) {
            return file.damaged(
                    LandedFile.Damage.Kind.FORMAT_UNKNOWN,
                    "its name ends in no format we read (csv, tsv, json, jsonl, parquet, xlsx, .gz of text)");
        }
        if (archived.bytes() == 0) {
            return file.damaged(LandedFile.Damage.Kind.EMPTY, "it is empty, without even a header");
        }
        try {
            return inspect(file, stated);
        } catch (ZipException | java.io.EOFException damaged) {
            return file.damaged(
                    LandedFile.Damage.Kind.DAMAGED,
                    "its compressed data ends early or is broken (" + damaged.getMessage() + ")");
        } catch (com.fasterxml.jackson.core.JsonProcessingException broken) {
            // The parser's own message quotes the text, which may name people.
            return file.damaged(
                    LandedFile.Damage.Kind.DAMAGED,
                    "its JSON is broken or ends early"
                            + (broken.getLocation() == null
                                    ? ""
                                    : " on line " + broken.getLocation().getLineNr()));
        } catch (IOException | RuntimeException unreadable) {
            return file.damaged(LandedFile.Damage.Kind.DAMAGED, "it cannot be read: " + plain(unreadable));
        }
    }

    private static String plain(Exception unreadable) {
        String message = unreadable.getMessage();
        return message == null
                ? unreadable.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    private LandedFile inspect(LandedFile file, Mapping.@Nullable Format stated) throws IOException {
        return switch (file.format()) {
            case PARQUET ->
                readThrough(with(
                        file,
                        file.charset(),
                        ',',
                        ParquetRecords.header(hadoop, new Path(file.path())),
                        List.of(Split.WHOLE)));
            case XLSX -> readThrough(headed(file, List.of(Split.WHOLE)));
            case JSON, JSONL -> json(file, stated);
            case CSV, TSV -> delimited(file, stated);
        };
    }

    private static LandedFile with(
            LandedFile file, String charset, char separator, List<String> header, List<Split> splits) {
        return new LandedFile(
                file.name(),
                file.path(),
                file.sha256(),
                file.bytes(),
                file.format(),
                file.gzip(),
                charset,
                separator,
                file.headed(),
                header,
                splits,
                file.mapping(),
                file.damage());
    }

    /** Reads every record, so that damage far behind the header shows here and not in the middle of a load. */
    private LandedFile readThrough(LandedFile file) throws IOException {
        if (file.damage() == null) {
            try (Records records = RecordFiles.open(file, Split.WHOLE, null, hadoop)) {
                boolean more = records.next();
                while (more) {
                    more = records.next();
                }
            }
        }
        return file;
    }

    private LandedFile json(LandedFile file, Mapping.@Nullable Format stated) throws IOException {
        Scan scan = new Scan(file, '\n', false);
        String charset = charset(file, stated, scan);
        LandedFile decoded = with(file, charset, ',', List.of(), List.of(Split.WHOLE));
        Set<String> names = new LinkedHashSet<>();
        try (Reader text = RecordFiles.text(decoded, Split.WHOLE, hadoop)) {
            if (file.format() == FileFormat.JSON) {
                collectNames(text, names);
            } else {
                collectNamesOfLines(new BufferedReader(text), names);
            }
        }
        return names.isEmpty()
                ? file.damaged(LandedFile.Damage.Kind.EMPTY, "it holds no JSON object")
                : with(decoded, charset, ',', List.copyOf(names), List.of(Split.WHOLE));
    }

    private static void collectNames(Reader text, Set<String> names) throws IOException {
        try (var parser = JSON.getFactory().createParser(text)) {
            int depth = 0;
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_ARRAY) {
                    depth++;
                } else if (token == JsonToken.END_ARRAY) {
                    depth--;
                } else if (token == JsonToken.START_OBJECT && depth > 1) {
                    // An array within the array is one refused record, whatever it holds.
                    parser.skipChildren();
                } else if (token == JsonToken.START_OBJECT) {
                    JsonRecords.collectNames(parser.readValueAsTree(), names);
                }
            }
        }
    }

    private static void collectNamesOfLines(BufferedReader lines, Set<String> names) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            try {
                JsonNode node = JSON.readTree(line);
                if (node != null && node.isObject()) {
                    JsonRecords.collectNames(node, names);
                }
            } catch (com.fasterxml.jackson.core.JsonProcessingException refusedLater) {
                // A broken line is one refused row; the reader reports it with its number.
            }
        }
    }

    private LandedFile delimited(LandedFile file, Mapping.@Nullable Format stated) throws IOException {
        char separator = separator(file, stated);
        Scan scan = new Scan(file, separator, true);
        String charset = charset(file, stated, scan);
        LandedFile decoded = with(file, charset, separator, List.of(), List.of());
        Scan ofText = charset.startsWith("UTF-16") ? new Scan(decoded, separator, true) : scan;
        if (ofText.openQuoteLine > 0) {
            return file.damaged(
                    LandedFile.Damage.Kind.DAMAGED,
                    "a quote in the row on line " + ofText.openQuoteLine
                            + " is never closed, so all that follows would be one field");
        }
        if (ofText.endlessLine > 0) {
            return file.damaged(
                    LandedFile.Damage.Kind.DAMAGED,
                    "the row on line " + ofText.endlessLine + " is longer than "
                            + (CsvRecords.LARGEST_RECORD_CHARS >> 20) + " MB");
        }
        return headed(decoded, scan.splits);
    }

    /** Reads the header; a file whose header is not stated has its columns numbered from 1. */
    private LandedFile headed(LandedFile file, List<Split> splits) throws IOException {
        try (Records records = RecordFiles.withHeader(file, hadoop)) {
            if (!records.next()) {
                return file.damaged(LandedFile.Damage.Kind.EMPTY, "it holds nothing but blank lines");
            }
            List<String> header = new ArrayList<>();
            String[] fields = records.fields();
            for (int i = 0; i < records.fieldCount(); i++) {
                String field = fields[i] == null ? "" : fields[i].strip();
                header.add(file.headed() ? field : String.valueOf(i + 1));
            }
            return with(file, file.charset(), file.separator(), List.copyOf(header), splits);
        }
    }

    private char separator(LandedFile file, Mapping.@Nullable Format stated) throws IOException {
        if (stated != null && stated.delimiter() != null) {
            return stated.delimiter().equals("\\t") ? '\t' : stated.delimiter().charAt(0);
        }
        if (file.format() == FileFormat.TSV) {
            return '\t';
        }
        byte[] front;
        try (InputStream in = RecordFiles.bytes(file, Split.WHOLE, hadoop)) {
            front = in.readNBytes(64 * 1024);
        }
        boolean utf16 = front.length > 1 && ((front[0] & 0xff) == 0xff || (front[0] & 0xff) == 0xfe);
        String line = new String(front, utf16 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElse("");
        char best = ',';
        for (char candidate : new char[] {';', '\t', '|'}) {
            best = count(line, candidate) > count(line, best) ? candidate : best;
        }
        return best;
    }

    private static long count(String line, char character) {
        return line.chars().filter(c -> c == character).count();
    }

    private static String charset(LandedFile file, Mapping.@Nullable Format stated, Scan scan) {
        if (stated != null && stated.encoding() != null) {
            return Charset.forName(stated.encoding()).name();
        }
        return scan.utf16 != null ? scan.utf16 : scan.utf8 ? file.charset() : "GB18030";
    }

    /** One walk over all bytes of a text: is it UTF-8, and where can it be cut? */
    private final class Scan {
        private final List<Split> splits = new ArrayList<>();
        private @Nullable String utf16;
        private boolean utf8 = true;
        private long openQuoteLine;
        private long endlessLine;
        private int continuation;
        private long partBegin;
        private long partLine = 1;
        private long partEnd;

        Scan(LandedFile file, char separator, boolean cut) throws IOException {
            RecordScanner scanner = new RecordScanner(separator, true, 0, 1, this::record);
            byte[] buffer = new byte[BUFFER_BYTES];
            try (InputStream in = RecordFiles.scannableBytes(file, Split.WHOLE, hadoop)) {
                int count = in.readNBytes(buffer, 0, buffer.length);
                utf16 = utf16(buffer, count);
                while (count > 0) {
                    checkUtf8(buffer, count);
                    if (cut) {
                        scanner.feed(buffer, count);
                    }
                    count = in.readNBytes(buffer, 0, buffer.length);
                }
            }
            scanner.finish();
            openQuoteLine = scanner.openQuoteLine();
            if (!cut
                    || file.gzip()
                    || utf16 != null
                    || file.charset().startsWith("UTF-16")
                    || (splits.isEmpty() && partEnd == 0)) {
                splits.clear();
                splits.add(Split.WHOLE);
            } else if (partEnd > partBegin) {
                splits.add(new Split(partBegin, partEnd - partBegin, partLine));
            }
        }

        private void record(long begin, long end, long line, boolean blank) {
            if (begin - partBegin >= partBytes) {
                splits.add(new Split(partBegin, begin - partBegin, partLine));
                partBegin = begin;
                partLine = line;
            }
            partEnd = end;
            if (endlessLine == 0 && end - begin > CsvRecords.LARGEST_RECORD_CHARS) {
                endlessLine = line;
            }
        }

        private static @Nullable String utf16(byte[] front, int count) {
            if (count < 2) {
                return null;
            }
            int mark = ((front[0] & 0xff) << 8) | (front[1] & 0xff);
            return mark == 0xfffe ? "UTF-16LE" : mark == 0xfeff ? "UTF-16BE" : null;
        }

        private void checkUtf8(byte[] buffer, int count) {
            if (!utf8 || (continuation == 0 && ascii(buffer, count))) {
                return;
            }
            for (int i = 0; i < count; i++) {
                int b = buffer[i] & 0xff;
                if (continuation > 0) {
                    if (b < 0x80 || b > 0xbf) {
                        utf8 = false;
                        return;
                    }
                    continuation--;
                } else if (b >= 0x80) {
                    continuation =
                            b >= 0xc2 && b <= 0xdf ? 1 : b >= 0xe0 && b <= 0xef ? 2 : b >= 0xf0 && b <= 0xf4 ? 3 : -1;
                    if (continuation < 0) {
                        utf8 = false;
                        return;
                    }
                }
            }
        }

        private static boolean ascii(byte[] buffer, int count) {
            ByteBuffer words = ByteBuffer.wrap(buffer);
            int i = 0;
            for (; i + 8 <= count; i += 8) {
                if ((words.getLong(i) & 0x8080808080808080L) != 0) {
                    return false;
                }
            }
            byte[] rest = Arrays.copyOfRange(buffer, i, count);
            for (byte b : rest) {
                if (b < 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
