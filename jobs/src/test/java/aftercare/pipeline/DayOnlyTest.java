package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import aftercare.contract.Contract;
import aftercare.ingest.Ingest;
import aftercare.lake.Lake;
import aftercare.lake.LedgerEntry;
import aftercare.measure.api.Measure;
import aftercare.measure.promises.PromiseMonth;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports that tell the day of an event, not its time: nothing is refused, lost or judged by a time nobody wrote. */
class DayOnlyTest {
    private static final String REPAIRS =
            "repair_id,outlet_id,model_id,service_type,opened_at,arrived_at,completed_at,outcome,serial_no";
    private static final String CALLBACKS = "callback_id,repair_id,called_at,result,satisfaction";
    private static final List<Measure> MEASURES = Stream.concat(
                    Pipeline.KPIS.stream(), Stream.of(new PromiseMonth(Pipeline.contracts())))
            .toList();

    @TempDir
    private Path folder;

    private Path landing;
    private Pipeline pipeline;

    @BeforeEach
    void openLake() {
        landing = folder.resolve("landing");
        pipeline = new Pipeline(folder.resolve("lake"));
    }

    @Test
    void silverNamesTheInstantsOfWhichOnlyTheDayIsKnown() throws IOException {
        Delivered.text(
                landing,
                "repairs/a.csv",
                REPAIRS,
                "R1,O1,M1,repair,2026-10-01 14:00,2026-10-01,2026/10/2,fixed,S1",
                "R2,O1,M1,repair,2026-10-01,2026-10-01 00:00,,,S2",
                "R3,O1,M1,repair,2026-10-01 14:00,2026-10-01 15:00,,,S3");
        pipeline.load(landing);

        assertThat(silver("repairs").select("repair_id", Contract.DAYS).collectAsList())
                .extracting(row -> row.getString(0), row -> row.getString(1))
                .containsExactlyInAnyOrder(
                        tuple("R1", "arrived_at,completed_at"), tuple("R2", "opened_at"), tuple("R3", null));
    }

    @Test
    void workDoneOnTheDayOfTheCallIsNotDoneBeforeIt() throws IOException {
        Delivered.text(
                landing,
                "repairs/a.csv",
                REPAIRS,
                "R1,O1,M1,repair,2026-10-01 14:00,2026-10-01,2026-10-01,fixed,S1",
                "R2,O1,M1,repair,2026-10-02 14:00,2026-10-02,2026-10-02,fixed,S2",
                "R3,O1,M1,repair,2026-10-03 14:00,2026-10-03,2026-10-03,fixed,S3",
                "R4,O1,M1,repair,2026-10-04 14:00,2026-10-05,2026-10-05,fixed,S4");

        assertThat(pipeline.load(landing).entries())
                .extracting(LedgerEntry::accepted, LedgerEntry::quarantined)
                .containsExactly(tuple(4L, 0L));
    }

    @Test
    void workDoneOnTheDayBeforeTheCallIsRefused() throws IOException {
        Delivered.text(
                landing,
                "repairs/a.csv",
                REPAIRS,
                "R1,O1,M1,repair,2026-10-01 14:00,,2026-09-30,fixed,S1",
                "R2,O1,M1,repair,2026-10-02 14:00,,2026-10-02 13:59,fixed,S2",
                "R3,O1,M1,repair,2026-10-03 14:00:30,,2026-10-03 14:00,fixed,S3");
        Ingest.Report report = pipeline.tryLoad(landing, List.of(), 1);

        assertThat(report.entries())
                .extracting(LedgerEntry::accepted, LedgerEntry::quarantined)
                .containsExactly(tuple(1L, 2L));
        assertThat(silver("repairs").select("repair_id").collectAsList())
                .extracting(row -> row.getString(0))
                .as("a time without seconds is compared by the minute")
                .containsExactly("R3");
    }

    @Test
    void aCallOnTheDayOrInTheMinuteOfTheCompletionIsACallback() throws IOException {
        Delivered.text(
                landing,
                "repairs/a.csv",
                REPAIRS,
                "R1,O1,M1,repair,2026-10-05 08:00,2026-10-05 09:00,2026-10-05 10:00:30,fixed,S1",
                "R2,O1,M1,repair,2026-10-05 08:00,2026-10-05 09:00,2026-10-05 10:00:30,fixed,S2");
        Delivered.text(
                landing,
                "callbacks/a.csv",
                CALLBACKS,
                "C1,R1,2026-10-05,reached,5",
                "C2,R2,2026-10-05 10:00,reached,5");
        compute(LocalDate.of(2026, 11, 30));

        assertThat(company("satisfaction_month", "callback_due_n", "called_n", "reached_n", "coverage_rate"))
                .containsExactly(2L, 2L, 2L, 1.0);
        assertThat(promise("called_back")).containsExactly(2L, 2L, 0L);
    }

    @Test
    void aCallOnTheLastDayInWhichItWouldBeInTimeIsNotJudged() throws IOException {
        Delivered.text(
                landing,
                "repairs/a.csv",
                REPAIRS,
                "R1,O1,M1,repair,2026-10-05 08:00,,2026-10-05 10:00,fixed,S1",
                "R2,O1,M1,repair,2026-10-05 08:00,,2026-10-05,fixed,S2",
                "R3,O1,M1,repair,2026-10-05 08:00,,2026-10-05 10:00,fixed,S3",
                "R4,O1,M1,repair,2026-10-05 08:00,,2026-10-05 10:00,fixed,S4");
        Delivered.text(
                landing,
                "callbacks/a.csv",
                CALLBACKS,
                "C1,R1,2026-10-12,reached,5",
                "C2,R2,2026-10-12 20:00,reached,5",
                "C3,R3,2026-10-12,reached,5",
                "C4,R3,2026-10-06,no_answer,",
                "C5,R4,2026-10-13,reached,5");
        compute(LocalDate.of(2026, 11, 30));

        assertThat(company("satisfaction_month", "callback_due_n", "called_n"))
                .as("R1 and R2 may have been called in time, R3 was once, R4 was not")
                .containsExactly(2L, 1L);
        assertThat(promise("called_back")).containsExactly(2L, 1L, 2L);
    }

    @Test
    void aVisitOnADayIsJudgedOnlyWhereEveryTimeOfTheDayGivesTheSameAnswer() throws IOException {
        Delivered.text(
                landing,
                "repairs/a.csv",
                REPAIRS,
                "R1,O1,M1,repair,2026-10-01 14:00,2026-10-01,2026-10-01,fixed,S1",
                "R2,O1,M1,repair,2026-10-02 14:00,2026-10-02,2026-10-02,fixed,S2",
                "R3,O1,M1,repair,2026-10-03 14:00,2026-10-03,2026-10-03,fixed,S3",
                "R4,O1,M1,repair,2026-10-04 14:00,2026-10-05,2026-10-05,fixed,S4",
                "R5,O1,M1,repair,2026-10-04 14:00,2026-10-06,2026-10-06,fixed,S5",
                "R6,O1,M1,repair,2026-10-04,2026-10-05 10:00,2026-10-05 11:00,fixed,S6",
                "R7,O1,M1,repair,2026-10-04,2026-10-04 10:00,2026-10-04 11:00,fixed,S7",
                "R8,O1,M1,repair,2026-10-04 08:00,2026-10-04 10:00,2026-10-04 11:00,fixed,S8");
        compute(LocalDate.of(2026, 11, 30));

        assertThat(outlet("onsite_due_n", "onsite_kept_n", "onsite_unknown_n"))
                .as("R4 and R6 hang on the time, R5 came too late")
                .containsExactly(6L, 5L, 2L);
        assertThat(promise("onsite_visit")).containsExactly(6L, 5L, 2L);
        assertThat(outlet("response_hours_p50", "turnaround_hours_p90", "completed_n"))
                .as("only of R8 are both times known")
                .containsExactly(2.0, 3.0, 8L);
    }

    @Test
    void anOrderIsNoRepeatOfItselfWhereOnlyTheDayOfItsCompletionIsKnown() throws IOException {
        Delivered.text(
                landing,
                "repairs/a.csv",
                REPAIRS,
                "R1,O1,M1,repair,2026-10-01 14:00,2026-10-01,2026-10-01,fixed,S1",
                "R2,O1,M1,repair,2026-10-02 14:00,2026-10-02,2026-10-02,fixed,S2",
                "R3,O1,M1,repair,2026-10-09 14:00,2026-10-09,2026-10-09,fixed,S2");
        compute(LocalDate.of(2026, 11, 30));

        assertThat(outlet("first_fix_n", "first_fix_d")).containsExactly(2L, 3L);
    }

    @Test
    void aComplaintResolvedOnItsDayIsTakenAndInTime() throws IOException {
        Delivered.text(
                landing,
                "complaints/a.csv",
                "complaint_id,received_at,resolved_at",
                "1,2026-10-01 08:00,2026-10-01",
                "2,2026-10-01 08:00,2026-10-04",
                "3,2026-10-01 08:00,2026-10-05");
        compute(LocalDate.of(2026, 11, 30));

        assertThat(company(
                        "complaint_month", "received_n", "resolved_n", "on_time_n", "on_time_unknown_n", "on_time_d"))
                .containsExactly(3L, 3L, 1L, 1L, 2L);
        assertThat(company("complaint_month", "on_time_rate", "hours_to_resolve_p50"))
                .containsExactly(0.5, null);
    }

    @Test
    void aComplaintThatIsClosedNobodyKnowsWhenIsNotOpen() throws IOException {
        Delivered.text(
                landing,
                "complaints/a.csv",
                "complaint_id,received_at,status,resolved_at",
                "1,2015-04-22 15:53,Closed,",
                "2,2015-04-22 22:22,Solved,",
                "3,2015-04-18 09:55,Open,",
                "4,2015-04-18 09:55,Closed,2015-04-19 09:55");
        compute(LocalDate.of(2026, 11, 30));

        assertThat(company("complaint_month", "open_n", "resolved_n", "on_time_unknown_n", "on_time_n", "on_time_rate"))
                .containsExactly(1L, 3L, 2L, 1L, 1.0);
    }

    @Test
    void aComplaintIsOpenUntilTheTimeOfItsResolutionWhateverItsStatusSays() throws IOException {
        Delivered.text(
                landing,
                "complaints/a.csv",
                "complaint_id,received_at,status,resolved_at",
                "1,2026-10-01 08:00,Closed,2026-10-20 08:00");
        compute(LocalDate.of(2026, 10, 10));

        assertThat(company("complaint_month", "open_n", "resolved_n", "on_time_unknown_n"))
                .containsExactly(1L, 0L, 0L);
    }

    @Test
    void anOrderThatIsClosedNobodyKnowsWhenLeavesTheBacklog() throws IOException {
        Delivered.text(
                landing,
                "repairs/a.csv",
                "repair_id,outlet_id,model_id,service_type,opened_at,status",
                "R1,O1,M1,repair,2026-10-01 08:00,Closed",
                "R2,O1,M1,repair,2026-10-01 08:00,取消",
                "R3,O1,M1,repair,2026-10-01 08:00,open");
        compute(LocalDate.of(2026, 10, 31));

        // No row states arrived_at, so nobody knows which visits were due.
        assertThat(outlet("opened_n", "backlog_n", "completed_n", "onsite_due_n", "onsite_unknown_n"))
                .containsExactly(2L, 1L, 0L, null, 2L);
    }

    @Test
    void anEndInTheYear9999IsNoEnd() throws IOException {
        Delivered.text(
                landing,
                "repairs/a.csv",
                REPAIRS,
                "R1,O1,M1,repair,2026-10-01 14:00,0000-00-00 00:00:00,9999-12-31,,S1",
                "R2,O1,M1,repair,2026-10-01 14:00,0001-01-01T00:00:00,31.12.9999 23:59,,S2",
                "R3,O1,M1,repair,2026-10-01 14:00,1900-01-01,9999-06-01 00:00,,S3");
        pipeline.load(landing);

        assertThat(silver("repairs")
                        .select("arrived_at", "completed_at", Contract.DAYS)
                        .distinct()
                        .collectAsList())
                .containsExactly(RowFactory.create(null, null, null));
    }

    @Test
    void aDayThatStandsForNoneIsRefusedWhereADayIsRequired() throws IOException {
        Delivered.text(landing, "repairs/a.csv", REPAIRS, "R1,O1,M1,repair,9999-12-31,,,,S1");

        assertThat(pipeline.tryLoad(landing, List.of(), 1).entries())
                .extracting(LedgerEntry::quarantined)
                .containsExactly(1L);
    }

    @Test
    void anIncrementGivesWhatAFullComputationGives() throws IOException {
        Delivered.text(
                landing,
                "repairs/a.csv",
                REPAIRS,
                "R1,O1,M1,repair,2026-09-29,,,,S1",
                "R2,O1,M1,repair,2026-09-30,,2026-09-30,fixed,S2",
                "R3,O1,M1,repair,2026-09-30 14:00,2026-10-02,2026-10-02,fixed,S3",
                "R4,O1,M1,repair,2026-09-30,,,,S4");
        Delivered.text(landing, "callbacks/a.csv", CALLBACKS, "C1,R2,2026-10-06,reached,5");
        pipeline.load(landing);
        for (int days : List.of(0, 2, 7)) {
            LocalDate day = LocalDate.of(2026, 9, 30).plusDays(days);
            pipeline.compute(day, MEASURES);
            List<List<String>> increment = tables();
            new Pipeline(pipeline.lake()).compute(day, MEASURES, true);
            assertThat(tables()).as(day.toString()).isEqualTo(increment);
        }
    }

    private List<List<String>> tables() {
        return MEASURES.stream().map(measure -> pipeline.gold(measure.table())).toList();
    }

    private void compute(LocalDate asOf) {
        pipeline.load(landing);
        pipeline.compute(asOf, MEASURES);
    }

    private List<Object> company(String table, String... columns) {
        return figures(gold(table).filter("cut = 'company'"), columns);
    }

    private List<Object> outlet(String... columns) {
        return figures(gold("outlet_kpi_month").filter("outlet_id = 'O1' AND month = '2026-10-01'"), columns);
    }

    private List<Object> promise(String promise) {
        return figures(
                gold("promise_month").filter("cut = 'company' AND promise = '" + promise + "'"),
                "due_n",
                "kept_n",
                "unknown_n");
    }

    private static List<Object> figures(Dataset<Row> rows, String... columns) {
        Row only = rows.selectExpr(columns).collectAsList().get(0);
        assertThat(rows.count()).isOne();
        return IntStream.range(0, columns.length).mapToObj(only::get).toList();
    }

    private Dataset<Row> gold(String table) {
        Lake lake = pipeline.lake();
        return lake.read(lake.gold(table));
    }

    private Dataset<Row> silver(String source) {
        Lake lake = pipeline.lake();
        return lake.read(lake.silver(source));
    }
}
