package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.ingest.Ingest;
import aftercare.lake.LedgerEntry;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 65,219 real repairs of the Open Repair Alliance, through the mapping that ships with the product. The data lie beside
 * the project and not in it, so this test is skipped where they are absent and in continuous integration.
 */
class OpenRepairTest {
    private static final Path PROJECT = Path.of(System.getProperty("aftercare.project"));
    private static final int RECORDS = 65_219;

    @TempDir
    static Path folder;

    private static Path data;
    private static Pipeline pipeline;
    private static Ingest.Report report;

    @BeforeAll
    static void load() {
        data = PROJECT.resolve("../shared/data/openrepair").normalize();
        boolean there = Files.isDirectory(data);
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new AssertionError(
                    "Continuous integration must run this test, but there are no data at " + data + ".");
        }
        Assumptions.assumeTrue(there, "Not run: there are no open repair data at " + data + ".");
        pipeline = new Pipeline(folder.resolve("lake"));
        report = pipeline.tryLoad(data, List.of(PROJECT.resolve("schemas/mappings/openrepair.yaml")), 0.05);
        pipeline.compute(LocalDate.of(2026, 10, 31));
    }

    @Test
    void allRecordsAreInTheLedgerOfRepairs() throws IOException {
        assertThat(report.failure()).isNull();
        Map<String, Long> ours = new TreeMap<>();
        repairs().forEach(entry -> ours.put(entry.path(), entry.read()));
        Map<String, Long> theirs = new TreeMap<>();
        try (Stream<Path> files = files()) {
            for (Path file : files.toList()) {
                try (CsvReader<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(file)) {
                    theirs.put(file.getFileName().toString(), records.stream().count());
                }
            }
        }
        assertThat(ours).isEqualTo(theirs);
        assertThat(ours.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(RECORDS);
    }

    @Test
    void fixedAndKnownOutcomesOfEachOutletAreThoseOfTheFiles() throws IOException {
        assertThat(repairs().stream()
                        .mapToLong(entry -> entry.accepted() + entry.quarantined())
                        .sum())
                .as("no record is there twice")
                .isEqualTo(RECORDS);
        Map<String, List<Long>> theirs = counted();
        assertThat(theirs).hasSizeGreaterThan(100);
        Map<String, List<Long>> ours = new TreeMap<>();
        for (Row row : pipeline.lake()
                .read(pipeline.lake().gold("outlet_kpi_month"))
                .groupBy("outlet_id")
                .agg(functions.sum("fixed_n"), functions.sum("outcome_known_n"))
                .collectAsList()) {
            ours.put(row.getString(0), List.of(row.getLong(1), row.getLong(2)));
        }
        assertThat(ours).isEqualTo(theirs);
    }

    private static List<LedgerEntry> repairs() {
        return report.entries().stream()
                .filter(entry -> entry.source().equals("repairs"))
                .toList();
    }

    /** For each outlet: records that were fixed, and records whose outcome is known. */
    private static Map<String, List<Long>> counted() throws IOException {
        Map<String, List<Long>> counted = new TreeMap<>();
        try (Stream<Path> files = files()) {
            for (Path file : files.toList()) {
                try (CsvReader<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(file)) {
                    for (NamedCsvRecord row : records) {
                        String outlet = row.getField("data_provider").strip() + "/"
                                + row.getField("group_identifier").strip();
                        String status = row.getField("repair_status").strip();
                        long fixed = status.equals("Fixed") ? 1 : 0;
                        long known = status.equals("Unknown") || status.isEmpty() ? 0 : 1;
                        counted.merge(
                                outlet,
                                List.of(fixed, known),
                                (sum, one) -> List.of(sum.get(0) + one.get(0), sum.get(1) + one.get(1)));
                    }
                }
            }
        }
        return counted;
    }

    private static Stream<Path> files() throws IOException {
        return Files.list(data).filter(file -> file.toString().endsWith(".csv"));
    }
}
