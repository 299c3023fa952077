package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aftercare.TestSpark;
import aftercare.config.Progress;
import aftercare.ingest.Ingest;
import aftercare.ingest.LoadHistory;
import aftercare.ingest.QuarantineReplay;
import aftercare.lake.Lake;
import aftercare.lake.Rebuilding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lake whose tables are damaged is made anew from bronze, and comes out as it was. */
class RebuildTest {
    private static final LocalDate END = LocalDate.of(2026, 5, 31);
    private static final Set<String> KPI = Set.of("outlet_kpi_month");
    private static final List<String> LAYERS = List.of("silver", "quarantine", "gold", "ops");
    /** Books of the clock and of numbers that Delta gives; nothing of them comes from a file. */
    private static final Set<String> NOT_FROM_FILES = Set.of("ops/lease", "ops/runs");

    private static final String MAPPING = """
            match: "old/*.csv"
            format: { dates: [dd/MM/yyyy] }
            into:
              repairs:
                repair_id: nr
                outlet_id: shop
                model_id: type
                service_type: { from: job, values: { Fix: repair%s } }
                opened_at: day
                completed_at: day
            """;

    private static final String HEADER = "repair_id,outlet_id,model_id,service_type,opened_at,completed_at,customer_id";

    @TempDir
    static Path folder;

    private static Path lived;

    /** Two days of deliveries with all that can happen to a file, and rows that a steward took in later. */
    @BeforeAll
    static void liveThroughEverything() throws IOException {
        lived = folder.resolve("lived");
        Pipeline pipeline = new Pipeline(lived);
        Path landing = folder.resolve("landing");
        Delivered.text(
                landing,
                "old/a.csv",
                "nr,shop,type,job,day",
                "1,S1,X,Fix,03/04/2026",
                "2,S1,X,Tune,04/04/2026",
                "3,S1,X,Fix,05/04/2026");
        Delivered.text(
                landing,
                "repairs/1.csv",
                HEADER,
                "11,S1,X,repair,2026-04-05,2026-04-06,Ann",
                "12,S2,X,repair,2026-05-05,,");
        Delivered.text(
                landing,
                "repairs/bad.csv",
                (HEADER + "\n14,S2,X,repair,2026-05-05,," + "\n13,S2,X,polish,2026-05-05,,".repeat(20)).split("\n"));
        Delivered.text(landing, "repairs/empty.csv");
        Path mapping = Files.writeString(folder.resolve("mapping.yaml"), MAPPING.formatted(""));
        load(pipeline, landing, mapping, "2026-05-10T06:00:00Z");
        Delivered.text(
                landing,
                "repairs/2.csv",
                HEADER,
                "12,S2,X,repair,2026-05-05,2026-05-07,",
                "15,S1,X,repair,2026-05-08,,");
        load(pipeline, landing, mapping, "2026-05-11T06:00:00Z");
        Path fixed = Files.writeString(folder.resolve("corrected.yaml"), MAPPING.formatted(", Tune: maintenance"));
        new QuarantineReplay(pipeline.lake(), Pipeline.contracts(), Progress.SILENT, Timestamp.from(Instant.now()))
                .replay("repairs", List.of(fixed), "replayed");
        pipeline.compute(END, KPI);
        assertThat(pipeline.lake().read(pipeline.lake().silver("repairs")).count())
                .isEqualTo(6);
    }

    private static void load(Pipeline pipeline, Path landing, Path mapping, String now) {
        new Ingest(pipeline.lake(), Pipeline.contracts(), Progress.SILENT, Timestamp.from(Instant.parse(now)))
                .load(landing, List.of(mapping), 0.4, "run-" + now.substring(0, 10));
    }

    @Test
    void tablesComeOutAsTheyWereAndADamagedOneIsSetAside() throws IOException {
        Pipeline pipeline = new Pipeline(Delivered.tree(lived, folder.resolve("damaged")));
        Map<String, List<String>> before = tables(pipeline.lake());
        assertThat(before).hasSize(4);
        damage(folder.resolve("damaged/silver/repairs"));
        damage(folder.resolve("damaged/gold/outlet_kpi_month"));
        assertThatThrownBy(() -> tables(pipeline.lake())).hasMessageContaining("does not exist");

        Rebuilding rebuilding = new Rebuilding(pipeline.lake(), Progress.SILENT);
        Lake stage = rebuilding.stage();
        remake(pipeline.lake(), stage);
        rebuilding.complete("test");
        // As a swap that was killed between its two moves of a table leaves it.
        Files.createDirectories(folder.resolve("damaged/_damaged-test"));
        Files.move(folder.resolve("damaged/silver"), folder.resolve("damaged/_damaged-test/silver"));
        assertThat(rebuilding.isComplete()).isTrue();
        assertThat(rebuilding.swap()).isEqualTo("_damaged-test");
        assertThat(rebuilding.isComplete()).isFalse();

        assertThat(tables(pipeline.lake())).isEqualTo(before);
        assertThat(folder.resolve("damaged/_damaged-test/gold/outlet_kpi_month"))
                .exists();
        assertThat(folder.resolve("damaged/_rebuilding")).doesNotExist();
    }

    @Test
    void aFileOfBronzeThatIsNotWhatItWasIsNamedBeforeAnythingIsDone() throws IOException {
        Path copy = Delivered.tree(lived, folder.resolve("rotten"));
        try (Stream<Path> bronze = Files.list(copy.resolve("bronze"))) {
            Path file = bronze.filter(name -> name.toString().endsWith(".csv"))
                    .filter(RebuildTest::holdsAnn)
                    .findFirst()
                    .orElseThrow();
            Files.writeString(file, "x");
            assertThatThrownBy(() -> new LoadHistory(new Pipeline(copy).lake(), Pipeline.contracts(), Progress.SILENT))
                    .hasMessageContaining("AFC-3051")
                    .hasMessageContaining("repairs/1.csv (" + file.getFileName() + ")");
        }
    }

    @Test
    void anotherLakeCanBeMadeOfItAndNoLakeIsOverwritten() throws IOException {
        Lake from = new Pipeline(lived).lake();
        Rebuilding rebuilding = new Rebuilding(from, Progress.SILENT);
        assertThatThrownBy(() -> rebuilding.elsewhere(TestSpark.session(), lived.toString()))
                .hasMessageContaining("AFC-3052");
        Lake to = rebuilding.elsewhere(
                TestSpark.session(), folder.resolve("elsewhere").toString());
        new LoadHistory(from, Pipeline.contracts(), Progress.SILENT).copyBronze(to);
        assertThat(to.list(to.bronze()))
                .containsExactlyElementsOf(from.list(from.bronze()).stream()
                        .filter(name -> !name.equals("_arriving"))
                        .toList());
        assertThat(to.personalKey()).isEqualTo(from.personalKey());
    }

    private static void remake(Lake from, Lake to) {
        new LoadHistory(from, Pipeline.contracts(), Progress.SILENT).repeatInto(to);
        new Pipeline(to).compute(END, KPI);
    }

    private static boolean holdsAnn(Path file) {
        try {
            return Files.readString(file).contains("Ann");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Takes the data of a table away and leaves its log. */
    private static void damage(Path table) throws IOException {
        try (Stream<Path> files = Files.walk(table)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".parquet"))
                    .filter(path -> !path.toString().contains("_delta_log"))
                    .toList()) {
                Files.delete(file);
            }
        }
    }

    private static Map<String, List<String>> tables(Lake lake) {
        Map<String, List<String>> tables = new TreeMap<>();
        for (String layer : LAYERS) {
            for (String table : lake.list(lake.at(layer))) {
                String name = layer + "/" + table;
                if (!NOT_FROM_FILES.contains(name) && lake.hasTable(lake.at(layer, table))) {
                    tables.put(name, rows(lake, name));
                }
            }
        }
        return tables;
    }

    private static List<String> rows(Lake lake, String table) {
        List<String> rows = new ArrayList<>();
        // A file that is refused again and again waits in quarantine under its last run; the ledger knows the first.
        String[] told =
                table.startsWith("quarantine") ? new String[] {"run_id", "loaded_at"} : new String[] {"silver_version"};
        for (Row row : lake.read(lake.at(table)).drop(told).collectAsList()) {
            rows.add(row.toString());
        }
        rows.sort(null);
        return rows;
    }
}
