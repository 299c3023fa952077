package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aftercare.TestSpark;
import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.contract.Contracts;
import aftercare.ingest.Ingest;
import aftercare.lake.LedgerEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files made to do harm, and names made to trip programs up: each is refused with a reason, and all others load. */
class HostileFilesTest {
    private static final String HEADER = "repair_id,outlet_id,model_id,service_type,opened_at";
    private static final int MB = 1 << 20;

    @TempDir
    static Path folder;

    private static Path landing;
    private static Map<String, LedgerEntry> ledger;
    private static Map<String, String> refused;
    private static Map<String, Row> silver;

    @BeforeAll
    static void loadAllAtOnce() throws IOException {
        landing = folder.resolve("landing/repairs");
        Files.createDirectories(landing);
        writeBombs();
        writeNames();
        writeLinks();
        writeNeighbours();
        Pipeline pipeline = new Pipeline(folder.resolve("lake"));
        Ingest.Report report = pipeline.tryLoad(folder.resolve("landing"), java.util.List.of(), 0.7);
        ledger = report.entries().stream()
                .collect(Collectors.toMap(entry -> entry.path().substring("repairs/".length()), entry -> entry));
        refused = new TreeMap<>();
        ledger.forEach((name, entry) -> {
            if (entry.status().equals(LedgerEntry.UNREADABLE)) {
                refused.put(name, entry.reason());
            }
        });
        silver = new TreeMap<>();
        pipeline.lake()
                .read(pipeline.lake().silver("repairs"))
                .collectAsList()
                .forEach(row -> silver.put(row.getAs("repair_id"), row));
    }

    private static void writeBombs() throws IOException {
        byte[] megabyte = new byte[MB];
        Arrays.fill(megabyte, (byte) 'x');
        try (OutputStream out = Files.newOutputStream(landing.resolve("cell.csv"))) {
            out.write((HEADER + "\nB1,\"").getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 100; i++) {
                out.write(megabyte);
            }
            out.write("\",M1,repair,2026-10-01\n".getBytes(StandardCharsets.UTF_8));
        }
        try (OutputStream out = Files.newOutputStream(landing.resolve("cell.json"))) {
            out.write("[{\"repair_id\": \"".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 100; i++) {
                out.write(megabyte);
            }
            out.write("\"}]".getBytes(StandardCharsets.UTF_8));
        }
        Files.copy(landing.resolve("cell.json"), landing.resolve("cell.jsonl"));
        Files.writeString(landing.resolve("cell.jsonl"), "\n", StandardOpenOption.APPEND);
        try (OutputStream out =
                new GZIPOutputStream(Files.newOutputStream(landing.resolve("repeated.csv.gz")), 1 << 16)) {
            out.write((HEADER + "\n").getBytes(StandardCharsets.UTF_8));
            byte[] rows = "B2,O1,M1,repair,2026-10-01\n".repeat(MB / 27).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 1_100; i++) {
                out.write(rows);
            }
        }
        text("deep.json", "[".repeat(100_000));
        text("deep_object.json", "[" + "{\"a\":".repeat(100_000));
        text("deep.jsonl", json("D1") + "\n" + "{\"a\":".repeat(100_000) + "\n" + json("D2") + "\n");
        StringBuilder names = new StringBuilder("[");
        for (int i = 0; i < 20_000; i++) {
            names.append(i == 0 ? "" : ",").append("{\"f").append(i).append("\": 1}");
        }
        text("names.json", names.append("]").toString());
        text("number.json", "[" + json("N1").replace("7", "1E999999999") + "," + json("N2") + "]");
        writeParquet("text.parquet", "repeat('x', 50000000) AS repair_id", 1);
        writeParquet("rows.parquet", "'B3' AS repair_id", 8_000_000);
    }

    private static void writeParquet(String name, String expression, int rows) throws IOException {
        Path written = folder.resolve(name);
        TestSpark.session()
                .range(rows)
                .selectExpr(
                        expression,
                        "'O1' AS outlet_id",
                        "'M1' AS model_id",
                        "'repair' AS service_type",
                        "date'2026-10-01' AS opened_at")
                .coalesce(1)
                .write()
                .option("compression", "zstd")
                .parquet(written.toString());
        try (Stream<Path> files = Files.list(written)) {
            Files.copy(
                    files.filter(file -> file.toString().endsWith(".parquet"))
                            .findFirst()
                            .orElseThrow(),
                    landing.resolve(name));
        }
    }

    private static void writeNames() throws IOException {
        text("good.csv", HEADER + "\n" + row("G1"));
        text("x.csv:v2", HEADER + "\n" + row("X1"));
        text("x." + "e".repeat(200), HEADER + "\n" + row("X2"));
        text("100%25 done.csv", HEADER + "\n" + row("G2"));
        text("十月 (最终).csv", HEADER + "\n" + row("G3"));
        text("two\nlines.csv", HEADER + "\n" + row("G4"));
        text("a:b.csv", HEADER + "\n" + row("G5"));
        text("nul.csv", HEADER + "\n" + row("G6") + "\0\0\n" + row("G7") + "\n" + row("G8"));
    }

    private static void writeLinks() throws IOException {
        Path outside = Files.writeString(folder.resolve("outside.csv"), HEADER + "\n" + row("L1"));
        Files.createSymbolicLink(landing.resolve("leads_out.csv"), outside);
        Files.createSymbolicLink(landing.resolve("loop"), landing);
        Files.createSymbolicLink(landing.resolve("self.csv"), landing.resolve("self.csv"));
        Files.createDirectories(folder.resolve("elsewhere"));
        Files.writeString(folder.resolve("elsewhere/more.csv"), HEADER + "\n" + row("L2"));
        Files.createSymbolicLink(landing.resolve("more"), folder.resolve("elsewhere"));
    }

    private static void writeNeighbours() throws IOException {
        for (String name : new String[] {
            "~$log.xlsx",
            "Thumbs.db",
            "desktop.ini",
            ".DS_Store",
            "all.zip",
            "old.xls",
            "old.xlsb",
            "old.ods",
            "manual.pdf",
            "a.csv.tmp",
            "b.csv.part"
        }) {
            text(name, "x");
        }
    }

    @Test
    void whatSwellsIsRefusedWithItsReason() {
        assertThat(refused.get("cell.csv")).contains("longer than 64 MB");
        assertThat(refused.get("cell.json")).contains("longer texts");
        assertThat(refused.get("cell.jsonl")).contains("line 1 is longer than 4 MB");
        assertThat(refused.get("repeated.csv.gz")).contains("200 times its size (over 1024 MB)");
        assertThat(refused.get("text.parquet")).contains("longer than 4 MB");
        assertThat(refused.get("rows.parquet")).contains("8000000 rows");
    }

    @Test
    void jsonThatIsTooDeepOrHasTooManyFieldsIsRefused() {
        assertThat(refused.get("deep.json")).contains("nested deeper");
        assertThat(refused.get("deep_object.json")).contains("nested deeper");
        assertThat(refused.get("names.json")).contains("more than 5000 different fields");
        assertThat(silver).containsKeys("D1", "D2");
        assertThat(ledger.get("deep.jsonl").quarantined()).isEqualTo(1);
    }

    @Test
    void aNumberOfMonstrousSizeHarmsNothing() {
        assertThat(silver).containsKeys("N1", "N2");
    }

    @Test
    void namesDoNotTripTheLoadUp() {
        assertThat(silver)
                .containsKeys("G1", "G2", "G3", "G4", "G5", "G7", "G8")
                .doesNotContainKey("G6");
        assertThat(refused.get("x.csv:v2")).contains("ends in no format");
        assertThat(refused.get("x." + "e".repeat(200))).contains("ends in no format");
    }

    @Test
    void linksAreFollowedInsideTheInputFolderOnlyAndLoopsEnd() {
        assertThat(silver).doesNotContainKeys("L1", "L2");
        assertThat(ledger).doesNotContainKeys("leads_out.csv", "more/more.csv", "loop/good.csv");
        assertThat(refused.get("self.csv")).contains("cannot be opened");
    }

    @Test
    void neighboursAreNoDeliveries() {
        assertThat(ledger.keySet()).noneMatch(name -> name.matches(".*\\.(db|ini|zip|xlsb?|ods|pdf|tmp|part)"));
    }

    @Test
    void aMappingWithAnEndlessTextIsABadMapping() throws IOException {
        Path mapping = folder.resolve("mapping.yaml");
        Files.writeString(mapping, "match: \"" + "x".repeat(20 * MB) + "\"\ninto: {repairs: {repair_id: a}}\n");
        assertThatThrownBy(() -> Contracts.mappings(mapping))
                .isInstanceOfSatisfying(AftercareException.class, error -> assertThat(error.code())
                        .isEqualTo(ErrorCode.BAD_MAPPING));
    }

    private static String row(String id) {
        return id + ",O1,M1,repair,2026-10-01";
    }

    private static String json(String id) {
        return "{\"repair_id\": \"" + id
                + "\", \"outlet_id\": \"O1\", \"model_id\": 7, \"service_type\": \"repair\", \"opened_at\": \"2026-10-01\"}";
    }

    private static void text(String name, String text) throws IOException {
        Files.writeString(landing.resolve(name), text);
    }
}
