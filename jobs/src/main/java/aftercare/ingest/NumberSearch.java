package aftercare.ingest;

import aftercare.lake.Lake;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.hadoop.fs.Path;

/** Whether a number stands anywhere in the bytes of a file, also where no load reads. */
final class NumberSearch {
    private static final int BUFFER_BYTES = 1 << 20;
    private static final List<Charset> CHARSETS = List.of(
            StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, Charset.forName("GB18030"));

    private final List<String> written;
    private final int longest;

    NumberSearch(Stream<String> numbers) {
        // Every byte is a character here.
        this.written = numbers.flatMap(number -> CHARSETS.stream()
                        .map(charset -> new String(number.getBytes(charset), StandardCharsets.ISO_8859_1)))
                .distinct()
                .toList();
        this.longest = written.stream().mapToInt(String::length).max().orElse(0);
    }

    /** Whether a file of bronze holds a number; what a Parquet file packs is not unpacked. */
    boolean isIn(Lake lake, String nameInBronze) throws IOException {
        try (InputStream in = lake.fileSystem().open(new Path(lake.bronze(), nameInBronze))) {
            if (nameInBronze.endsWith(".xlsx")) {
                return isInParts(in.readAllBytes());
            }
            return isIn(FileFormat.gzip(nameInBronze) ? new GZIPInputStream(in, BUFFER_BYTES) : in);
        }
    }

    private boolean isInParts(byte[] workbook) throws IOException {
        try (ZipFile parts = ZipFile.builder().setByteArray(workbook).get()) {
            for (ZipArchiveEntry part : Collections.list(parts.getEntries())) {
                try (InputStream in = parts.getInputStream(part)) {
                    if (isIn(in)) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    private boolean isIn(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        String before = "";
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            String text = before + new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
            if (written.stream().anyMatch(text::contains)) {
                return true;
            }
            before = text.substring(Math.max(0, text.length() - longest));
        }
        return false;
    }
}
