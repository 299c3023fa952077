package aftercare;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;

/** Looks for a text in every byte below a folder, also in what is compressed. */
public final class AllBytes {
    private static final List<Charset> CHARSETS = List.of(
            StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, Charset.forName("GB18030"));

    private AllBytes() {}

    /** The files below a folder that hold a text, by their paths below it. */
    public static List<String> holding(Path folder, String text) throws IOException {
        List<String> holding = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                if (file.toString().contains(text) || holds(file, text)) {
                    holding.add(folder.relativize(file).toString());
                }
            }
        }
        return holding;
    }

    private static boolean holds(Path file, String text) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (holds(bytes, text)) {
            return true;
        }
        if (name.endsWith(".gz")) {
            return holds(new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes(), text);
        }
        if (name.endsWith(".xlsx")) {
            return holds(unzipped(bytes), text);
        }
        return name.endsWith(".parquet") && bytes.length > 12 && parquetHolds(file, text);
    }

    private static byte[] unzipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (ZipFile zip = ZipFile.builder().setByteArray(bytes).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                zip.getInputStream(entry).transferTo(all);
            }
        }
        return all.toByteArray();
    }

    private static boolean parquetHolds(Path file, String text) throws IOException {
        try (ParquetReader<Group> reader = ParquetReader.builder(
                        new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toUri()))
                .withConf(new Configuration())
                .build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                if (row.toString().contains(text)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean holds(byte[] bytes, String text) {
        String latin = new String(bytes, StandardCharsets.ISO_8859_1);
        return CHARSETS.stream()
                .map(charset -> new String(text.getBytes(charset), StandardCharsets.ISO_8859_1))
                .anyMatch(latin::contains);
    }
}
