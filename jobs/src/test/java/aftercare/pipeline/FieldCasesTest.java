package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.TestSpark;
import aftercare.config.Progress;
import aftercare.contract.Contracts;
import aftercare.ingest.Ingest;
import aftercare.lake.Lake;
import aftercare.lake.LedgerEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Small cases of real exports, each with what a user expects of it. The data lie beside the project and not in it, so
 * this test is skipped where they are absent.
 */
class FieldCasesTest {
    private static final Path CASES = Path.of(System.getProperty("aftercare.project"))
            .resolve("../shared/data/field")
            .normalize();
    private static final Contracts CONTRACTS = Contracts.load();

    @TempDir
    Path folder;

    private Lake lake;
    private Ingest.Report report;

    @BeforeAll
    static void there() {
        boolean there = Files.isDirectory(CASES);
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("Continuous integration must run this test, but there are no data at " + CASES);
        }
        Assumptions.assumeTrue(there, "Not run: there are no field cases at " + CASES + ".");
    }

    @Test
    void f01ZoneNamesInPatternsAreHonoured() {
        load("F01-zone-name-ignored", "Asia/Shanghai");

        assertThat(instants("complaints", "complaint_id", "received_at"))
                .containsEntry("C1", "2026-10-31T08:05:00Z")
                .containsEntry("C2", "2026-10-31T13:05:00Z")
                .containsEntry("C3", "2026-10-31T07:05:00Z");
    }

    @Test
    void f02APlaceholderSerialSaysNothingOfTheUnit() {
        for (String which : List.of("F02a-placeholder-serial", "F02b-placeholder-serial")) {
            load(which, "UTC");

            Row kpi = kpis("O1", LocalDate.of(2026, 10, 1));
            assertThat(kpi.<Long>getAs("first_fix_unknown_n")).isEqualTo(10);
            assertThat(kpi.<Long>getAs("first_fix_d")).isZero();
        }
    }

    @Test
    void f04SheetsWithTheSameHeaderAreAllRead() {
        load("F04-second-sheet-unread", "UTC");

        assertThat(values("repairs", "repair_id", "outlet_id")).hasSize(5).containsKeys("R101", "R113");
        assertThat(entry("repairs").readAs()).contains("Nov");
    }

    @Test
    void f05Windows1252IsToldFromGb18030() {
        load("F05-cp1252-read-as-gb18030", "UTC");

        assertThat(values("outlets", "outlet_id", "name")).containsEntry("O1", "Müller & Söhne Fürth");
        assertThat(entry("outlets").readAs()).contains("1252");
        assertThat(values("repairs", "repair_id", "model_id")).containsEntry("R1", "Menü");
    }

    @Test
    void f06ADotBeforeThreeDigitsInAFileOfSemicolonsIsRefusedUntilTheMappingDecides() throws IOException {
        load("F06-dot-thousands", "UTC");
        assertThat(values("repairs", "repair_id", "claimed_amount")).containsOnlyKeys("A3");

        load("F06-dot-thousands", "UTC", mapping("F06-dot-thousands", "format: {decimal: \",\"}"));
        assertThat(values("repairs", "repair_id", "claimed_amount"))
                .containsEntry("A1", "1250.00")
                .containsEntry("A2", "10000.00")
                .containsEntry("A3", "980.00");
    }

    @Test
    void f07AFileMayStateItsZone() throws IOException {
        load(
                "F07-utc-file-in-a-local-zone",
                "America/Los_Angeles",
                mapping("F07-utc-file-in-a-local-zone", "format: {zone: UTC}"));

        assertThat(instants("complaints", "complaint_id", "received_at")).containsEntry("T1", "2026-10-31T23:30:00Z");
    }

    @Test
    void f08ACallbackOfTheSameDayOrMinuteIsACallback() {
        load("F08-day-only-callback", "UTC");

        new Pipeline(lake).compute(LocalDate.of(2026, 11, 30));
        Row kpi = lake.read(lake.gold("satisfaction_month")).collectAsList().stream()
                .filter(row -> row.getAs("cut").equals("outlet")
                        && row.getAs("cut_id").equals("O1")
                        && row.getAs("month").toString().equals("2026-10-01"))
                .findFirst()
                .orElseThrow();
        assertThat(kpi.<Long>getAs("callback_due_n")).isEqualTo(2);
        assertThat(kpi.<Long>getAs("called_n")).isEqualTo(2);
    }

    @Test
    void f09ADayOnlyCompletionOnTheOpeningDayIsNotBeforeIt() {
        load("F09-times-of-unequal-granularity", "UTC");

        assertThat(values("repairs", "repair_id", "outcome")).hasSize(4);
    }

    @Test
    void f13NullWordsAreNullBeforeTranslationAndCaseDoesNotMatter() {
        load("F13-null-words-in-value-maps", "UTC");

        assertThat(values("callbacks", "callback_id", "satisfaction"))
                .containsEntry("C1", "5")
                .containsEntry("C2", "null")
                .containsEntry("C3", "null")
                .containsEntry("C4", "null");
    }

    @Test
    void f14TwoMappingsOfDifferentSourcesAreBothUsed() {
        load("F14-second-mapping-ignored", "UTC");

        assertThat(values("complaints", "complaint_id", "received_at")).hasSize(1);
        assertThat(values("regions", "region_id", "name")).hasSize(1);
    }

    @Test
    void f15AnOutletNamedOnOrdersLiesWhereMostOfThemSay() {
        load("F15-outlet-derived-in-two-regions", "UTC");

        assertThat(values("outlets", "outlet_id", "region_id")).containsEntry("Team A", "APAC");
        assertThat(entry("outlets").readAs())
                .contains("outlets come from rows of repairs")
                .contains("1 of 3 rows says something else");
    }

    @Test
    void f20TitlesAndPreamblesAreSkipped() throws IOException {
        load(
                "F20-title-and-preamble",
                "UTC",
                mappings(
                        "match: [sep.csv, alv.txt]\ninto:\n  complaints: {complaint_id: id, received_at: at}\n"
                                .replace("[sep.csv, alv.txt]", "sep.csv"),
                        "match: alv.txt\ninto:\n  complaints: {complaint_id: Notif, received_at: Date}\n",
                        "match: erp.csv\nformat: {header: 4}\ninto:\n  complaints: {where: \"complaint_date rlike '^[0-9]'\","
                                + " complaint_id: name, received_at: complaint_date}\n"));

        assertThat(values("complaints", "complaint_id", "received_at")).containsOnlyKeys("1", "100001", "WC-1");
    }

    @Test
    void f22AFooterIsSkippedOnRequest() throws IOException {
        load("F22-footer-lines", "UTC", mapping("F22-footer-lines", "format: {footer: \"^Work Orders\"}"));

        assertThat(values("repairs", "repair_id", "outlet_id")).containsOnlyKeys("00001", "00002");
        assertThat(entry("repairs").quarantined()).isZero();
    }

    @Test
    void f23AMergedCellHoldsForAllRowsItCovers() {
        load("F23-cells-merged-downwards", "UTC");

        assertThat(values("repairs", "repair_id", "outlet_id"))
                .containsEntry("R1", "O1")
                .containsEntry("R2", "O1")
                .containsEntry("R3", "O2")
                .containsEntry("R4", "O2");
    }

    @Test
    void f25RowsThatDoNotBelongAreSkippedPerSource() throws IOException {
        load("F25-rows-that-do-not-belong", "UTC", mappings("""
                match: "x.csv"
                into:
                  repairs: {where: "status <> 'deleted'", repair_id: id, outlet_id: {constant: d}, model_id: {constant: m}, service_type: {constant: repair}, opened_at: created, completed_at: solved, outcome: {from: status, values: {solved: fixed, open: unknown}}}
                  callbacks: {where: "csat is not null", callback_id: id, repair_id: id, called_at: solved, result: {constant: reached}, satisfaction: csat}
                """));

        assertThat(values("repairs", "repair_id", "outcome")).containsOnlyKeys("1", "3");
        assertThat(values("callbacks", "callback_id", "satisfaction")).containsOnlyKeys("1");
        assertThat(entry("repairs").skipped()).isEqualTo(1);
        assertThat(entry("callbacks").skipped()).isEqualTo(2);
        assertThat(report.entries()).allMatch(entry -> entry.quarantined() == 0);
    }

    @Test
    void f26WordsThatStandForNothingAreNothing() {
        load("F26-null-words", "UTC");

        assertThat(values("repairs", "repair_id", "completed_at")).hasSize(8);
        assertThat(values("repairs", "repair_id", "completed_at").values()).containsOnly("null");
        assertThat(values("repairs", "repair_id", "serial_no").values()).containsOnly("null");
    }

    @Test
    void f28ADurationGivesTheEnd() throws IOException {
        load("F28-durations-instead-of-ends", "UTC", mappings("""
                match: "x.csv"
                into:
                  repairs: {repair_id: id, outlet_id: {constant: o}, model_id: {constant: m}, service_type: {constant: repair}, opened_at: opened, arrived_at: {from: opened, plus: {minutes: response_min}}, completed_at: {from: opened, plus: {days: resolution_days}}}
                """));

        assertThat(instants("repairs", "repair_id", "completed_at"))
                .containsEntry("1", "2026-10-04T08:00:00Z")
                .containsEntry("2", "null");
        assertThat(instants("repairs", "repair_id", "arrived_at")).containsEntry("1", "2026-10-01T12:21:18Z");
    }

    @Test
    void f29AFieldOfAnotherFileIsLookedUp() throws IOException {
        load("F29-two-files-make-one-row", "UTC", mappings("""
                match: "visits.csv"
                into:
                  repairs: {repair_id: service_id, outlet_id: {constant: o}, model_id: {lookup: vehicles.csv, on: vehicle_id, take: model}, service_type: {constant: repair}, opened_at: service_date, serial_no: vehicle_id, sold_on: {lookup: vehicles.csv, on: vehicle_id, take: purchase_date}}
                """));

        assertThat(values("repairs", "repair_id", "model_id")).containsEntry("S1", "EV9");
        assertThat(values("repairs", "repair_id", "sold_on")).containsEntry("S1", "2024-02-21");
    }

    @Test
    void f29TheSolvingTimeIsTakenFromALogOfChanges() throws IOException {
        load("F29-two-files-make-one-row", "UTC", mappings("""
                tables: {visit: visits.csv, vehicle: vehicles.csv, event: history.csv}
                into:
                  repairs:
                    query: |
                      select v.service_id as repair_id, 'o' as outlet_id, u.model as model_id, 'repair' as service_type,
                             v.service_date as opened_at, v.vehicle_id as serial_no, u.purchase_date as sold_on,
                             min(case when e.field = 'status' and e.value = 'solved' then e.at end) as completed_at
                      from visit v left join vehicle u using (vehicle_id) left join event e on e.ticket = v.service_id
                      group by all
                """));

        assertThat(instants("repairs", "repair_id", "completed_at")).containsEntry("S1", "2026-10-03T12:00:00Z");
        assertThat(values("repairs", "repair_id", "model_id")).containsEntry("S1", "EV9");
        assertThat(report.entries())
                .filteredOn(entry -> entry.status().equals(LedgerEntry.JOINED))
                .extracting(LedgerEntry::path)
                .containsExactly("vehicles.csv", "history.csv", "visits.csv");
    }

    @Test
    void f30MonthNamesHalvesOfTheDayAndShortYearsAreRead() throws IOException {
        load(
                "F30-month-names-am-pm-short-years",
                "UTC",
                mappings(
                        read("F30-month-names-am-pm-short-years/x.yaml"),
                        read("F30-month-names-am-pm-short-years/y.yaml"),
                        read("F30-month-names-am-pm-short-years/z.yaml")
                                .replace("format: {", "format: {locale: de, ")));

        assertThat(instants("complaints", "complaint_id", "received_at"))
                .containsEntry("C1", "2026-10-31T08:05:00Z")
                .containsEntry("C2", "2026-05-01T08:05:00Z")
                .containsEntry("C3", "2026-10-31T08:05:00Z")
                .containsEntry("C4", "2026-10-31T00:00:00Z");
    }

    @Test
    void f33ABackslashBeforeAQuoteIsReadOnRequest() throws IOException {
        load(
                "F33-backslash-quotes",
                "UTC",
                mappings(
                        "match: \"repairs/*.csv\"\nformat: {escape: \"\\\\\"}\ninto:\n  repairs: {repair_id: repair_id,"
                                + " outlet_id: outlet_id, model_id: model_id, service_type: service_type, opened_at: opened_at,"
                                + " symptom_code: symptom_code}\n"));

        assertThat(values("repairs", "repair_id", "symptom_code")).containsEntry("R1", "says \"no, 1\" twice");
    }

    @Test
    void f34YesAndNoAreReadInOtherWords() {
        load("F34-yes-and-no-elsewhere", "UTC");

        assertThat(values("callbacks", "callback_id", "resolved"))
                .containsEntry("C1", "true")
                .containsEntry("C2", "false")
                .containsEntry("C3", "true")
                .containsEntry("C4", "false")
                .containsEntry("C5", "true")
                .containsEntry("C6", "true")
                .containsEntry("C7", "true")
                .containsEntry("C8", "true");
    }

    @Test
    void f35ANameIsKeptOnlyAsAHash() throws IOException {
        load(
                "F35-names-as-technicians",
                "UTC",
                mappings(read("F35-names-as-technicians/mapping.yaml")
                        .replace("technician_id: agent", "technician_id: {from: agent, hash: true}")));

        assertThat(values("repairs", "repair_id", "technician_id").get("1"))
                .isNotEqualTo("null")
                .doesNotContain("Jane");
    }

    @Test
    void f38NamesWithBlanksAndChineseCharactersLoad() {
        load("F38-dry-run-of-names-with-blanks-or-chinese", "UTC");

        assertThat(values("repairs", "repair_id", "outlet_id")).containsOnlyKeys("R1", "R2");
    }

    private void load(String which, String zone) {
        load(which, zone, mappingFiles(CASES.resolve(which)));
    }

    private void load(String which, String zone, List<Path> mappings) {
        lake = Lake.openOrCreate(
                TestSpark.session(), folder.resolve("lake" + UUID.randomUUID()).toString(), ZoneId.of(zone));
        report = new Ingest(lake, CONTRACTS, Progress.SILENT, Timestamp.from(Instant.parse("2026-11-30T06:00:00Z")))
                .load(
                        CASES.resolve(which).resolve("input"),
                        mappings,
                        0.05,
                        UUID.randomUUID().toString());
    }

    private static List<Path> mappingFiles(Path which) {
        try (var files = Files.list(which)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    /** A mapping of a case with a line more. */
    private List<Path> mapping(String which, String line) throws IOException {
        return mappings(read(which + "/mapping.yaml") + "\n" + line + "\n");
    }

    private List<Path> mappings(String... texts) throws IOException {
        List<Path> files = new java.util.ArrayList<>();
        for (String text : texts) {
            files.add(Files.writeString(folder.resolve(UUID.randomUUID() + ".yaml"), text));
        }
        return files;
    }

    private static String read(String file) throws IOException {
        return Files.readString(CASES.resolve(file));
    }

    private Map<String, String> values(String source, String key, String column) {
        if (!lake.hasTable(lake.silver(source))) {
            return Map.of();
        }
        Map<String, String> values = new TreeMap<>();
        for (Row row : lake.read(lake.silver(source)).collectAsList()) {
            values.put(row.getAs(key), String.valueOf((Object) row.getAs(column)));
        }
        return values;
    }

    private Map<String, String> instants(String source, String key, String column) {
        Map<String, String> values = new TreeMap<>();
        for (Row row : lake.read(lake.silver(source)).collectAsList()) {
            Timestamp instant = row.getAs(column);
            values.put(
                    row.getAs(key),
                    instant == null ? "null" : instant.toInstant().toString());
        }
        return values;
    }

    private LedgerEntry entry(String source) {
        return report.entries().stream()
                .filter(entry ->
                        entry.source().equals(source) && !entry.status().equals("joined"))
                .findFirst()
                .orElseThrow();
    }

    private Row kpis(String outlet, LocalDate month) {
        new Pipeline(lake).compute(LocalDate.of(2026, 11, 30));
        return lake.read(lake.gold("outlet_kpi_month")).collectAsList().stream()
                .filter(row -> row.getAs("outlet_id").equals(outlet)
                        && row.getAs("month").toString().equals(month.toString()))
                .findFirst()
                .orElseThrow();
    }
}
