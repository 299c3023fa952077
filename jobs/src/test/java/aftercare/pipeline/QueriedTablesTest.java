package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import aftercare.TestSpark;
import aftercare.config.ErrorCode;
import aftercare.config.ExitStatus;
import aftercare.config.Progress;
import aftercare.ingest.DryRun;
import aftercare.ingest.Ingest;
import aftercare.ingest.LoadHistory;
import aftercare.ingest.MaskedRows;
import aftercare.ingest.QuarantineReplay;
import aftercare.ingest.QuarantineTable;
import aftercare.lake.Ledger;
import aftercare.lake.LedgerEntry;
import aftercare.table.RefusedRowsTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that a query joins become rows of a source, and what it gives is a delivery like any other. */
class QueriedTablesTest {
    private static final String MAPPING = """
            tables: {ticket: "tickets*.csv", event: {match: "history*.txt", format: {type: csv, delimiter: "|"}}}
            format: {zone: UTC, nulls: ["?"]}
            into:
              repairs:
                query: |
                  select t.no as repair_id, t.outlet as outlet_id, t.model as model_id, 'repair' as service_type,
                         t.opened as opened_at, t.customer as customer_id,
                         max(case when e.value = 'solved' then e.at end) as completed_at,
                         max(case when e.value = 'solved' then t.`Ticket Outcome` end) as outcome
                  from ticket t left join event e on e.ticket = t.no group by all
            """;
    private static final String TICKETS = "no,outlet,model,opened,customer,Ticket Outcome";
    private static final String EVENTS = "ticket|at|value";
    private static final String RESULT = "m.yaml#repairs.parquet";

    @TempDir
    private Path folder;

    private Path landing;
    private Path mapping;
    private Pipeline pipeline;
    private Instant clock = Instant.parse("2026-10-01T06:00:00Z");

    @BeforeEach
    void begin() throws IOException {
        landing = folder.resolve("landing");
        mapping = Files.writeString(folder.resolve("m.yaml"), MAPPING);
        pipeline = new Pipeline(folder.resolve("lake"));
        Delivered.text(
                landing,
                "tickets1.csv",
                TICKETS,
                "1,O1,M1,2026-10-01 08:00,C1,fixed",
                "2,O1,M1,2026-10-01 09:00,C2,fixed");
        Delivered.text(landing, "history1.txt", EVENTS, "1|2026-10-01 10:00|open", "1|2026-10-01 11:00|solved");
    }

    @Test
    void whatTheQueryGivesIsCountedAndTheFilesOfItsTablesAreKept() {
        Ingest.Report report = load();

        assertThat(report.entries())
                .extracting(
                        LedgerEntry::path,
                        LedgerEntry::status,
                        LedgerEntry::read,
                        LedgerEntry::accepted,
                        LedgerEntry::skipped)
                .containsExactly(
                        tuple("tickets1.csv", "joined", 2L, 0L, 2L),
                        tuple("history1.txt", "joined", 2L, 0L, 2L),
                        tuple(RESULT, "loaded", 2L, 2L, 0L));
        assertThat(silver()).containsEntry("1", "2026-10-01 11:00:00").containsEntry("2", "null");
        pipeline.compute(LocalDate.of(2026, 10, 31));
        assertThat(pipeline.gold("outlet_kpi_month"))
                .anyMatch(row -> row.contains("outlet_id=O1") && row.contains("completed_n=1"));
    }

    @Test
    void aLoadThatChangesNothingInTheResultIsNoDelivery() throws IOException {
        load();
        assertThat(load().entries()).isEmpty();
        Files.delete(landing.resolve("tickets1.csv"));
        Delivered.text(landing, "history1.txt", EVENTS, "1|2026-10-01 11:00|solved", "1|2026-10-01 10:00|open");

        assertThat(load().entries())
                .as("lines changed places")
                .extracting(LedgerEntry::path, LedgerEntry::status)
                .containsExactly(tuple("history1.txt", "joined"));
    }

    @Test
    void daysDeliveredOneByOneGiveWhatAllAtOnceGive() throws IOException {
        load();
        Files.delete(landing.resolve("tickets1.csv"));
        Files.delete(landing.resolve("history1.txt"));
        Delivered.text(landing, "history2.txt", EVENTS, "2|2026-10-02 11:00|solved");
        load();
        Files.delete(landing.resolve("history2.txt"));
        Delivered.text(landing, "tickets3.csv", TICKETS + ",more", "3,O2,M1,2026-10-03 08:00,C1,fixed,x");
        Delivered.text(landing, "history3.txt", EVENTS, "1|2026-10-03 11:00|solved", "3|2026-10-03 09:00|solved");
        load();
        assertThat(silver())
                .containsOnly(
                        Map.entry("1", "2026-10-03 11:00:00"),
                        Map.entry("2", "2026-10-02 11:00:00"),
                        Map.entry("3", "2026-10-03 09:00:00"));

        Pipeline oneByOne = pipeline;
        begin();
        pipeline = another("at once");
        Delivered.text(landing, "history2.txt", EVENTS, "2|2026-10-02 11:00|solved");
        Delivered.text(landing, "tickets3.csv", TICKETS + ",more", "3,O2,M1,2026-10-03 08:00,C1,fixed,x");
        Delivered.text(landing, "history3.txt", EVENTS, "1|2026-10-03 11:00|solved", "3|2026-10-03 09:00|solved");
        load();
        assertThat(rows(pipeline)).isEqualTo(rows(oneByOne));
    }

    @Test
    void aCorrectedTableIsReadInPlaceOfTheOldOneAndARowThatIsNoLongerGivenStays() {
        load();
        Delivered.text(landing, "tickets1.csv", TICKETS, "1,O2,M1,2026-10-01 08:00,C1,fixed");

        assertThat(load().entries())
                .filteredOn(entry -> entry.path().equals(RESULT))
                .extracting(LedgerEntry::read, LedgerEntry::accepted, LedgerEntry::delivery)
                .containsExactly(tuple(1L, 1L, 2));
        assertThat(rows(pipeline)).hasSize(2).anyMatch(row -> row.startsWith("[1,O2,"));
    }

    @Test
    void aQueryThatSparkRefusesLeavesOtherFilesAloneAndIsRunWhenItIsCorrected() throws IOException {
        Delivered.text(landing, "regions/r.csv", "region_id,name", "N,North");
        Files.writeString(mapping, MAPPING.replace("e.value = 'solved' then e.at", "e.value = 'solved' then e.att"));

        Ingest.Report report = pipeline.tryLoad(landing, List.of(mapping), 0.5);

        assertThat(report.failure()).satisfies(failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.QUERY_REFUSED);
            assertThat(failure.code().exitStatus()).isEqualTo(ExitStatus.REFUSED);
            assertThat(failure)
                    .hasMessageContaining("m.yaml, line 5, column 12) cannot be run: Spark says:")
                    .hasMessageContaining("`e`.`att` cannot be resolved");
        });
        assertThat(report.entries())
                .extracting(LedgerEntry::path, LedgerEntry::status)
                .contains(tuple("regions/r.csv", "loaded"), tuple(RESULT, "unreadable"));
        begin();
        assertThat(load().entries()).extracting(LedgerEntry::path).containsExactly(RESULT);
        assertThat(silver()).hasSize(2);
    }

    @Test
    void aTableOfWhichNothingCameOrARowIsBrokenIsNamed() throws IOException {
        Files.delete(landing.resolve("history1.txt"));
        assertThat(pipeline.tryLoad(landing, List.of(mapping), 0.5).failure())
                .hasMessageContaining("of its table event (history*.txt) no file was ever delivered");
        Delivered.text(landing, "history1.txt", EVENTS, "1|2026-10-01 10:00|open", "1|secret");
        assertThat(pipeline.tryLoad(landing, List.of(mapping), 0.5).failure())
                .hasMessageContaining("its table event cannot be read: history1.txt: line 3: the row has 2 fields")
                .message()
                .doesNotContain("secret");
        Files.delete(landing.resolve("history1.txt"));
        Delivered.text(landing, "history2.txt", EVENTS, "1|2026-10-01 10:00|open");
        assertThat(load().entries()).as("nothing waits for a file that was withdrawn").hasSize(2);
    }

    @Test
    void aRefusedRowShowsTheRowWithoutWhatIsPersonalAndIsJudgedAnewUnderACorrectedMapping() throws IOException {
        Delivered.text(
                landing,
                "tickets1.csv",
                TICKETS,
                "1,O1,M1,2026-10-01 08:00,C1,fixed",
                "2,O1,M1,10/13/26 09.00,Jane Example,fixed");
        load();
        Row row = new QuarantineTable(pipeline.lake(), "repairs")
                .open()
                .collectAsList()
                .get(0);
        RefusedRowsTable.Values refused = RefusedRowsTable.of(row);
        assertThat(refused.file()).isEqualTo(RESULT);
        assertThat(refused.line()).isEqualTo(2);
        assertThat(refused.reason()).doesNotContain("Jane");
        MaskedRows masked = new MaskedRows(pipeline.lake(), Pipeline.contracts());
        assertThat(masked.shown("repairs", refused)).contains("10/13/26").doesNotContain("Jane");
        assertThat(masked.readFrom("repairs", refused)).containsExactly("history1.txt", "tickets1.csv");

        Files.writeString(mapping, MAPPING.replace("zone: UTC,", "zone: UTC, dates: [\"MM/dd/yy HH.mm\"],"));
        Timestamp later = Timestamp.from(clock.plusSeconds(60));
        assertThat(new QuarantineReplay(pipeline.lake(), Pipeline.contracts(), Progress.SILENT, later)
                        .replay("repairs", List.of(mapping), "replayed"))
                .extracting(LedgerEntry::path, LedgerEntry::accepted)
                .containsExactly(tuple(RESULT, 1L));
        assertThat(silver()).hasSize(2);
        rebuiltIsTheSame();
    }

    @Test
    void aRebuildFindsWhatEachLoadFound() throws IOException {
        load();
        Delivered.text(landing, "history2.txt", EVENTS, "2|2026-10-02 11:00|solved");
        load();
        rebuiltIsTheSame();
    }

    @Test
    void aLoadThatWasKilledBehindTheTablesIsDoneByTheNextOne() throws IOException {
        load();
        Delivered.text(landing, "history2.txt", EVENTS, "2|2026-10-02 11:00|solved");
        // As after a kill between the entry of the tables and the journal: the tables are known, the result is not.
        Files.writeString(mapping, MAPPING.replace("select t.no", "select t.nr"));
        pipeline.tryLoad(landing, List.of(mapping), 0.5);
        Files.writeString(mapping, MAPPING);

        assertThat(load().entries()).extracting(LedgerEntry::path).containsExactly(RESULT);
        assertThat(silver()).containsEntry("2", "2026-10-02 11:00:00");
    }

    @Test
    void aLoadThatWasKilledBehindTheJournalIsFinishedFromBronzeWithoutItsTables() throws IOException {
        load();
        LedgerEntry result = new Ledger(pipeline.lake())
                .entries().stream()
                        .filter(entry -> entry.path().equals(RESULT))
                        .findFirst()
                        .orElseThrow();
        Pipeline killed = another("killed");
        String inBronze = result.sha256() + ".parquet";
        for (String name : List.of(inBronze, result.mapping().replace("bronze/", ""))) {
            Delivered.copy(folder.resolve("lake/bronze/" + name), folder.resolve("killed/bronze/" + name));
        }
        Path pending = folder.resolve("killed/ops/pending/old.json");
        Files.createDirectories(pending.getParent());
        Files.writeString(
                pending,
                "{\"runId\":\"old\",\"maxRejectShare\":0.05,\"batches\":[{\"source\":\"repairs\",\"silverVersion\":-1,"
                        + "\"files\":[{\"name\":\"" + RESULT + "\",\"sha256\":\"" + result.sha256() + "\",\"path\":\""
                        + inBronze + "\",\"bytes\":" + result.bytes() + ",\"mapping\":\"" + result.mapping()
                        + "\",\"delivery\":1}]}]}");
        Ingest ingest = new Ingest(killed.lake(), Pipeline.contracts(), Progress.SILENT, Timestamp.from(clock));

        assertThat(ingest.recover()).isEmpty();
        assertThat(rows(killed)).isEqualTo(rows(pipeline));
    }

    @Test
    void aDryRunTriesTheQueryOverTheFilesThatAreThere() throws IOException {
        String told = dryRun(true);
        assertThat(told)
                .contains(RESULT + ": of a query over history1.txt, tickets1.csv")
                .contains("repairs: 2 rows read, 0 would be refused")
                .contains(RESULT + " line 1: repair_id=1 outlet_id=O1");
        Files.writeString(mapping, MAPPING.replace("t.opened as opened_at", "t.opened as openend_at"));
        assertThat(dryRun(false))
                .contains(RESULT + " would be refused: its query (" + mapping + ", line 5, column 12) cannot be run: it"
                        + " gives `openend_at`, and the source repairs has no such column; did you mean opened_at?");
        assertThat(pipeline.lake().hasTable(new Ledger(pipeline.lake()).path())).isFalse();
    }

    private String dryRun(boolean clean) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DryRun dryRun = new DryRun(TestSpark.session(), Pipeline.contracts(), ZoneId.of("UTC"), Progress.SILENT);
        assertThat(dryRun.show(landing, List.of(mapping), 0.5, new PrintStream(out, true, StandardCharsets.UTF_8)))
                .isEqualTo(clean);
        return out.toString(StandardCharsets.UTF_8);
    }

    private void rebuiltIsTheSame() throws IOException {
        Pipeline again = another("again");
        LoadHistory history = new LoadHistory(pipeline.lake(), Pipeline.contracts(), Progress.SILENT);
        history.copyBronze(again.lake());
        history.repeatInto(again.lake());
        assertThat(rows(again)).isEqualTo(rows(pipeline));
        assertThat(ledger(again)).isEqualTo(ledger(pipeline)).isNotEmpty();
    }

    /** Another lake, in which the same customer has the same code. */
    private Pipeline another(String name) throws IOException {
        Pipeline another = new Pipeline(folder.resolve(name));
        Files.copy(folder.resolve("lake/ops/personal.key"), folder.resolve(name + "/ops/personal.key"));
        return another;
    }

    private Ingest.Report load() {
        clock = clock.plusSeconds(3600);
        Ingest.Report report = new Ingest(
                        pipeline.lake(), Pipeline.contracts(), Progress.SILENT, Timestamp.from(clock))
                .load(landing, List.of(mapping), 0.5, "run-" + clock.getEpochSecond());
        assertThat(report.failure()).isNull();
        return report;
    }

    private Map<String, String> silver() {
        Map<String, String> silver = new TreeMap<>();
        for (Row row : pipeline.lake()
                .read(pipeline.lake().silver("repairs"))
                .selectExpr("repair_id", "cast(completed_at as string)")
                .collectAsList()) {
            silver.put(row.getString(0), String.valueOf(row.getString(1)));
        }
        return silver;
    }

    /** All of silver but the numbers of deliveries. */
    private static List<String> rows(Pipeline of) {
        return of
                .lake()
                .read(of.lake().silver("repairs"))
                .orderBy("repair_id")
                .drop("_delivery")
                .collectAsList()
                .stream()
                .map(Row::toString)
                .toList();
    }

    private static List<String> ledger(Pipeline of) {
        return new Ledger(of.lake())
                .rows().drop("silver_version").collectAsList().stream()
                        .map(Row::toString)
                        .sorted()
                        .toList();
    }
}
