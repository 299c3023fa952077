package aftercare.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Reads a generated folder with a reader that is not ours, and judges repairs as the contract does. */
record Landing(Path folder) {
    private static final DateTimeFormatter INSTANT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    /** A row by column name; {@code complete} says whether it has as many fields as the header. */
    record Row(Map<String, String> values, boolean complete) {
        String get(String column) {
            return values.getOrDefault(column, "");
        }

        boolean has(String column) {
            return !get(column).isEmpty();
        }

        LocalDateTime instant(String column) {
            return LocalDateTime.parse(get(column), INSTANT);
        }
    }

    JsonNode truth() throws IOException {
        return new ObjectMapper().readTree(folder.resolve("truth.json").toFile());
    }

    /** All rows of a source by file, in the order of the file names. */
    SortedMap<String, List<Row>> files(String source) throws IOException {
        SortedMap<String, List<Row>> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(folder.resolve(source))) {
            for (Path path : paths.sorted().toList()) {
                files.put(source + "/" + path.getFileName(), rows(path));
            }
        }
        return files;
    }

    List<Row> rows(String source) throws IOException {
        return files(source).values().stream().flatMap(List::stream).toList();
    }

    private static List<Row> rows(Path path) throws IOException {
        List<Row> rows = new ArrayList<>();
        try (InputStream raw = Files.newInputStream(path);
                InputStream in = path.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                CsvReader<CsvRecord> reader = CsvReader.builder()
                        .allowMissingFields(true)
                        .detectBomHeader(true)
                        .ofCsvRecord(in, StandardCharsets.UTF_8)) {
            List<String> header = null;
            for (CsvRecord csv : reader) {
                if (header == null) {
                    header = csv.getFields();
                    continue;
                }
                Map<String, String> values = new LinkedHashMap<>();
                for (int i = 0; i < csv.getFieldCount(); i++) {
                    values.put(header.get(i), csv.getField(i));
                }
                rows.add(new Row(values, csv.getFieldCount() == header.size()));
            }
        }
        return rows;
    }

    /** The newest sound version of every order. */
    Map<String, Row> orders() throws IOException {
        Map<String, Row> orders = new HashMap<>();
        for (Row row : rows("repairs")) {
            if (sound(row)) {
                orders.merge(
                        row.get("repair_id"),
                        row,
                        (a, b) -> a.get("updated_at").compareTo(b.get("updated_at")) > 0 ? a : b);
            }
        }
        return orders;
    }

    /** Whether the contract of repairs takes the row. */
    static boolean sound(Row row) {
        if (!row.complete() || !row.has("outlet_id") || !row.has("model_id") || !row.has("opened_at")) {
            return false;
        }
        try {
            LocalDateTime opened = row.instant("opened_at");
            boolean ordered =
                    !row.has("completed_at") || !row.instant("completed_at").isBefore(opened);
            boolean known =
                    List.of("install", "repair", "maintenance", "exchange").contains(row.get("service_type"));
            return ordered
                    && known
                    && !row.get("labour_hours").startsWith("-")
                    && !"repaired?".equals(row.get("outcome"));
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
