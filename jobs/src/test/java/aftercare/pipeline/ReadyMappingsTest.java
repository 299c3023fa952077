package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.ingest.Ingest;
import aftercare.ingest.ReadyMappings;
import aftercare.lake.LedgerEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The mappings that come with the product, given by name, each with an invented export, as far as gold. */
class ReadyMappingsTest {
    private static final Path PROJECT = Path.of(System.getProperty("aftercare.project"));
    private static final Path EXPORTS = PROJECT.resolve("jobs/src/test/resources/exports");
    private static final Map<String, String> INPUT = Map.ofEntries(
            Map.entry("zendesk-tickets.csv", "zendesk-tickets.csv"),
            Map.entry("jira-service-management.csv", "jira-2026-10.csv"),
            Map.entry("servicenow-incident.csv", "incident.csv"),
            Map.entry("salesforce-field-service.csv", "salesforce-field-service.csv"),
            Map.entry("d365-field-service.xlsx", "d365-work-orders.xlsx"),
            Map.entry("erpnext-warranty-claim.csv", "warranty-claim.csv"),
            Map.entry("erpnext-maintenance-visit.csv", "maintenance-visit.csv"),
            Map.entry("odoo-repair.csv", "odoo-repair.csv"),
            Map.entry("frappe-helpdesk.csv", "helpdesk.csv"),
            Map.entry("maximo.csv", "maximo.csv"),
            Map.entry("osticket.csv", "osticket.csv"),
            Map.entry("openrepair_202610.csv", "openrepair_202610.csv"));

    @TempDir
    static Path folder;

    private static Pipeline pipeline;
    private static Ingest.Report report;

    @BeforeAll
    static void load() throws IOException {
        Path input = Files.createDirectory(folder.resolve("input"));
        for (Map.Entry<String, String> file : INPUT.entrySet()) {
            Files.copy(EXPORTS.resolve(file.getKey()), input.resolve(file.getValue()));
        }
        pipeline = new Pipeline(folder.resolve("lake"));
        report = pipeline.tryLoad(
                input, ReadyMappings.names().stream().map(Path::of).toList(), 0.05);
        pipeline.compute(LocalDate.of(2026, 11, 30));
    }

    static List<String> names() {
        return ReadyMappings.names();
    }

    @Test
    void everyExportIsTakenWhole() {
        assertThat(report.failure()).isNull();
        assertThat(report.entries()).allSatisfy(entry -> assertThat(entry.quarantined())
                .as(entry.path() + " " + entry.source())
                .isZero());
    }

    @ParameterizedTest
    @CsvSource({
        "zendesk-tickets.csv, complaints, 3",
        "jira-2026-10.csv, complaints, 3",
        "jira-2026-10.csv, callbacks, 2",
        "incident.csv, complaints, 3",
        "osticket.csv, complaints, 3",
        "helpdesk.csv, complaints, 3",
        "helpdesk.csv, callbacks, 2",
        "salesforce-field-service.csv, repairs, 3",
        "d365-work-orders.xlsx, repairs, 3",
        "warranty-claim.csv, repairs, 3",
        "maintenance-visit.csv, repairs, 3",
        "odoo-repair.csv, repairs, 3",
        "maximo.csv, repairs, 3",
        "openrepair_202610.csv, repairs, 3"
    })
    void soManyRowsAreAccepted(String path, String source, long rows) {
        assertThat(report.entries().stream()
                        .filter(entry ->
                                entry.path().equals(path) && entry.source().equals(source))
                        .mapToLong(LedgerEntry::accepted)
                        .sum())
                .isEqualTo(rows);
    }

    @ParameterizedTest
    @CsvSource({
        "100501, BEDFORD, repair, 2026-10-02 08:10, 2026-10-02 10:05",
        "00010002, SF West, repair, 2026-10-15 09:40, 2026-10-15 11:30",
        "00502, D365 West, install, 2026-10-15 09:40, 2026-10-15 11:30",
        "MAT-MVS-2026-00001, Sample Service, repair, , 2026-10-02 08:10",
        "SER-WRN-2026-00001, Sample Service, repair, , 2026-10-02 10:05",
        "WH/RO/00001, Sample Service West, repair, , 2026-10-02 10:05"
    })
    void anOrderIsWhatTheExportSays(String repair, String outlet, String type, String arrived, String completed) {
        Row row = pipeline.lake()
                .read(pipeline.lake().silver("repairs"))
                .where(functions.col("repair_id").equalTo(repair))
                .first();

        assertThat(row.<String>getAs("outlet_id")).isEqualTo(outlet);
        assertThat(row.<String>getAs("service_type")).isEqualTo(type);
        assertThat(row.<Timestamp>getAs("arrived_at")).isEqualTo(instant(arrived));
        assertThat(row.<Timestamp>getAs("completed_at")).isEqualTo(instant(completed));
    }

    @ParameterizedTest
    @CsvSource({
        "4101, 2026-10-01 08:40, 2026-10-02 09:00, 2",
        "CARE-12, , 2026-09-17 10:30, 2",
        "INC0010001, , 2026-10-02 09:00, 3",
        "100232, , 2026-10-04 19:00, 2",
        "31, 2026-10-01 08:40, 2026-10-02 09:00, 2"
    })
    void aComplaintIsWhatTheExportSays(String complaint, String replied, String resolved, int severity) {
        Row row = pipeline.lake()
                .read(pipeline.lake().silver("complaints"))
                .where(functions.col("complaint_id").equalTo(complaint))
                .first();

        assertThat(row.<Timestamp>getAs("first_reply_at")).isEqualTo(instant(replied));
        assertThat(row.<Timestamp>getAs("resolved_at")).isEqualTo(instant(resolved));
        assertThat(row.<Integer>getAs("severity")).isEqualTo(severity);
    }

    @Test
    void figuresOfTheirOutletsAreComputed() {
        Map<String, Long> completed = sums("outlet_kpi_month", "outlet_id", "completed_n");

        assertThat(completed)
                .containsEntry("BEDFORD", 2L)
                .containsEntry("SF West", 2L)
                .containsEntry("D365 West", 2L)
                .containsEntry("Sample Service West", 1L)
                .containsEntry("Sample Cafe/Sample Hall", 2L);
    }

    @Test
    void complaintsAndRatingsAreCounted() {
        long received = pipeline.lake()
                .read(pipeline.lake().gold("complaint_month"))
                .agg(functions.sum("received_n"))
                .first()
                .getLong(0);
        List<Integer> ratings =
                pipeline
                        .lake()
                        .read(pipeline.lake().silver("callbacks"))
                        .orderBy("callback_id")
                        .collectAsList()
                        .stream()
                        .map(row -> row.<Integer>getAs("satisfaction"))
                        .toList();

        assertThat(received).isPositive();
        assertThat(ratings).containsExactly(5, 2, 5, 2);
    }

    @ParameterizedTest
    @MethodSource("names")
    void aReadyMappingIsShortAndSaysWhereTheExportComesFrom(String name) throws IOException {
        List<String> lines = Files.readAllLines(PROJECT.resolve("schemas/mappings/" + name + ".yaml"));
        int documents = 1 + (int) lines.stream().filter("---"::equals).count();

        assertThat(lines.get(0)).isEqualTo("# yaml-language-server: $schema=../mapping.schema.json");
        assertThat(lines.get(1)).startsWith("# ");
        assertThat(lines.stream().filter(line -> !line.strip().startsWith("#") && !line.equals("---")))
                .hasSizeLessThanOrEqualTo(25 * documents);
    }

    private static Map<String, Long> sums(String table, String key, String figure) {
        return pipeline
                .lake()
                .read(pipeline.lake().gold(table))
                .groupBy(key)
                .agg(functions.sum(figure))
                .collectAsList()
                .stream()
                .collect(Collectors.toMap(row -> row.getString(0), row -> row.getLong(1), Long::sum, TreeMap::new));
    }

    private static Timestamp instant(String text) {
        return text == null ? null : Timestamp.from(java.time.Instant.parse(text.replace(' ', 'T') + ":00Z"));
    }
}
