package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.contract.Column;
import aftercare.contract.Contract;
import aftercare.ingest.Ingest;
import aftercare.ingest.QuarantineTable;
import aftercare.lake.Lake;
import aftercare.lake.LedgerEntry;
import aftercare.simulate.CompanyGenerator;
import aftercare.simulate.GenerateOptions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every row of a dirty company is accounted for, each refusal can be looked up in its file, and nobody's name stays in
 * the lake.
 */
class LedgerTest {
    /** Headers of landing files behind which personal data stand. */
    private static final Set<String> PERSONAL =
            Set.of("customer_id", "customer_phone", "name/technicians", "comment", "text");

    private static final int SHORTEST_SECRET = 5;

    @TempDir
    static Path folder;

    private static Path landing;
    private static Pipeline pipeline;
    private static Ingest.Report report;
    private static JsonNode truth;

    @BeforeAll
    static void load() throws IOException {
        landing = folder.resolve("landing");
        CompanyGenerator.generate(
                GenerateOptions.into(landing).withRepairs(1_000).withMonths(4).withDirtyShare(0.02));
        truth = new ObjectMapper()
                .readTree(landing.resolve("truth.json").toFile())
                .get("files");
        pipeline = new Pipeline(folder.resolve("lake"));
        report = pipeline.load(landing);
        pipeline.compute(LocalDate.of(2026, 10, 31));
    }

    @Test
    void everyFileIsInTheLedgerOnce() {
        List<String> paths = report.entries().stream().map(LedgerEntry::path).toList();
        assertThat(paths).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(Delivered.files(landing));
    }

    @Test
    void everyRowReadIsAcceptedUnchangedSupersededOrRefused() {
        assertThat(report.entries()).allSatisfy(entry -> assertThat(entry.read())
                .isEqualTo(entry.accepted() + entry.unchanged() + entry.superseded() + entry.quarantined()));
    }

    @Test
    void everyFileHasTheRowsAndTheRefusalsThatTheCompanyWrote() {
        Map<String, List<Long>> ours = new TreeMap<>();
        Map<String, List<Long>> theirs = new TreeMap<>();
        for (LedgerEntry entry : report.entries()) {
            JsonNode file = truth.get(entry.path());
            ours.put(entry.path(), List.of(entry.read(), entry.quarantined()));
            theirs.put(
                    entry.path(),
                    List.of(file.get("rows").asLong(), file.get("refused").asLong()));
        }
        assertThat(ours).isEqualTo(theirs);
        assertThat(ours.values().stream().mapToLong(counts -> counts.get(1)).sum())
                .isGreaterThan(10);
    }

    /** By source: which of two equal rows in two files is the copy, the company sees by time and the ledger by file. */
    @Test
    void everySourceHasTheCopiesAndOlderVersionsThatTheCompanyWrote() {
        Map<String, Long> ours = new TreeMap<>();
        Map<String, Long> theirs = new TreeMap<>();
        for (LedgerEntry entry : report.entries()) {
            JsonNode file = truth.get(entry.path());
            ours.merge(entry.source(), entry.superseded() + entry.unchanged(), Long::sum);
            theirs.merge(
                    entry.source(),
                    file.get("duplicates").asLong() + file.get("older").asLong(),
                    Long::sum);
        }
        assertThat(ours).isEqualTo(theirs);
        assertThat(ours.get("repairs")).isGreaterThan(10);
    }

    @Test
    void silverHoldsExactlyWhatWasAccepted() {
        Map<String, Long> accepted = new TreeMap<>();
        report.entries().forEach(entry -> accepted.merge(entry.source(), entry.accepted(), Long::sum));
        Map<String, Long> silver = new TreeMap<>();
        Lake lake = pipeline.lake();
        accepted.keySet()
                .forEach(source ->
                        silver.put(source, lake.read(lake.silver(source)).count()));
        assertThat(silver).isEqualTo(accepted);
    }

    @Test
    void everyRefusedRowNamesItsFileLineRuleAndReasonAndHoldsTheTextOfTheFile() throws IOException {
        Map<String, Long> refused = new HashMap<>();
        for (Row row : quarantine()) {
            String file = row.getAs("file");
            int line = row.getAs("line");
            String raw = row.getAs("raw_text");
            assertThat((String) row.getAs("rule")).isNotBlank();
            assertThat((String) row.getAs("reason")).isNotBlank();
            assertThat((String) row.getAs("run_id")).isNotBlank();
            assertThat(raw)
                    .as("%s line %s", file, line)
                    .isEqualTo(text(file).lines().toList().get(line - 1));
            refused.merge(file, 1L, Long::sum);
        }
        Map<String, Long> told = new HashMap<>();
        report.entries().stream()
                .filter(entry -> entry.quarantined() > 0)
                .forEach(entry -> told.put(entry.path(), entry.quarantined()));
        assertThat(refused).isEqualTo(told);
    }

    @Test
    void nobodyCanBeReadOutOfSilverGoldOrReasons() throws IOException {
        Set<String> secrets = secrets();
        assertThat(secrets).hasSizeGreaterThan(500);
        String stored = stored();
        assertThat(secrets.stream().filter(stored::contains)).isEmpty();
    }

    private static List<Row> quarantine() {
        List<Row> rows = new ArrayList<>();
        for (String source : Pipeline.contracts().sourceNames()) {
            rows.addAll(new QuarantineTable(pipeline.lake(), source).rows().collectAsList());
        }
        return rows;
    }

    /** All that the landing files say about who somebody is. */
    private static Set<String> secrets() throws IOException {
        Set<String> secrets = new HashSet<>();
        for (String file : Delivered.files(landing)) {
            Contract contract = Pipeline.contracts().source(Delivered.source(file));
            List<String> personal = contract.columns().stream()
                    .filter(column -> column.pii() == Column.Pii.HASH || column.pii() == Column.Pii.DROP)
                    .map(Column::name)
                    .filter(name -> PERSONAL.contains(name) || PERSONAL.contains(name + "/" + contract.source()))
                    .toList();
            if (personal.isEmpty()) {
                continue;
            }
            try (CsvReader<NamedCsvRecord> records =
                    CsvReader.builder().allowMissingFields(true).ofNamedCsvRecord(text(file))) {
                records.forEach(row -> personal.forEach(column -> row.findField(column)
                        .map(String::strip)
                        .filter(value -> value.length() >= SHORTEST_SECRET)
                        .ifPresent(secrets::add)));
            }
        }
        return secrets;
    }

    /** Every text in silver and gold and every reason of a refusal, each once, one after the other. */
    private static String stored() {
        Set<String> cells = new HashSet<>();
        Lake lake = pipeline.lake();
        for (String layer : List.of("silver", "gold")) {
            for (String table : lake.list(lake.at(layer))) {
                for (Row row : lake.read(lake.at(layer, table)).collectAsList()) {
                    for (StructField field : row.schema().fields()) {
                        if (field.dataType().equals(DataTypes.StringType) && row.getAs(field.name()) != null) {
                            cells.add(row.getAs(field.name()));
                        }
                    }
                }
            }
        }
        quarantine().forEach(row -> cells.add(row.getAs("reason")));
        assertThat(cells).hasSizeGreaterThan(1_000);
        return String.join("\n", cells);
    }

    private static String text(String file) throws IOException {
        try (InputStream bytes = Files.newInputStream(landing.resolve(file));
                InputStreamReader reader = new InputStreamReader(
                        file.endsWith(".gz") ? new GZIPInputStream(bytes) : bytes, StandardCharsets.UTF_8)) {
            StringBuilder text = new StringBuilder();
            char[] buffer = new char[1 << 16];
            for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
                text.append(buffer, 0, count);
            }
            return text.toString();
        }
    }
}
