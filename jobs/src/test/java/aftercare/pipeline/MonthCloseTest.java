package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.config.Progress;
import aftercare.contract.Contracts;
import aftercare.ingest.QuarantineReplay;
import aftercare.lake.Maintenance;
import aftercare.measure.api.AsOf;
import aftercare.measure.closing.MonthClose;
import aftercare.measure.closing.Restatement;
import aftercare.measure.engine.Compute;
import aftercare.measure.outlets.OutletKpiMonth;
import aftercare.measure.satisfaction.SatisfactionMonth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * A closed month, then a late order, a corrected one, and one that had been refused; told once, looked at by every
 * test.
 */
@TestInstance(Lifecycle.PER_CLASS)
class MonthCloseTest {
    private static final YearMonth SEPTEMBER = YearMonth.of(2026, 9);
    private static final Timestamp CLOSED_AT = Timestamp.from(Instant.parse("2026-11-02T08:00:00Z"));
    private static final String HEADER =
            "repair_id,outlet_id,model_id,service_type,opened_at,arrived_at,completed_at,outcome,serial_no,updated_at";
    private static final String ORDER = ",M1,repair,2026-09-05 08:00:00,2026-09-05 10:00:00,2026-09-06 08:00:00,";

    private Pipeline pipeline;
    private List<String> pinned;
    private MonthClose.Closed first;
    private MonthClose.Closed second;

    @BeforeAll
    void closeSeptemberAndGoOn(@TempDir Path folder) throws IOException {
        pipeline = new Pipeline(folder.resolve("lake"));
        Delivered.text(
                folder.resolve("first"),
                "repairs/september.csv",
                HEADER,
                "R1,O1" + ORDER + "fixed,S1,2026-09-06 08:00:00",
                "R2,O2" + ORDER + "fixed,S2,2026-09-06 08:00:00",
                "R3,O3" + ORDER.replace("repair", "fixing") + "fixed,S3,2026-09-06 08:00:00",
                "R4,O4" + ORDER + "fixed,S4,2026-09-06 08:00:00");
        pipeline.tryLoad(folder.resolve("first"), List.of(), 0.5);
        compute(LocalDate.of(2026, 10, 31));
        first = close(SEPTEMBER);
        second = close(SEPTEMBER);
        pinned = pipeline.gold("closed_month");

        Delivered.text(
                folder.resolve("second"),
                "repairs/october.csv",
                HEADER,
                "R5,O1" + ORDER + "fixed,S5,2026-10-20 08:00:00",
                "R2,O2" + ORDER + "not_fixed,S2,2026-10-20 08:00:00");
        pipeline.load(folder.resolve("second"));
        new QuarantineReplay(pipeline.lake(), fixed(folder.resolve("schemas")), Progress.SILENT, CLOSED_AT)
                .replay("repairs", List.of(), UUID.randomUUID().toString());
        compute(LocalDate.of(2026, 10, 31));
        new Maintenance(pipeline.lake(), Progress.SILENT).run();
    }

    /** Contracts that take "fixing" for a repair. */
    private static Contracts fixed(Path folder) throws IOException {
        Delivered.tree(Path.of(System.getProperty("aftercare.project"), "schemas"), folder);
        Path repairs = folder.resolve("sources/repairs.yaml");
        Files.writeString(
                repairs,
                Files.readString(repairs).replaceFirst("value_aliases: \\{", "value_aliases: {fixing: repair, "));
        return Contracts.read(folder);
    }

    private void compute(LocalDate asOf) {
        new Compute(
                        pipeline.lake(),
                        Pipeline.contracts(),
                        List.of(
                                new SatisfactionMonth(Contracts.load()),
                                new OutletKpiMonth(Contracts.load()),
                                new Restatement(Pipeline.contracts())),
                        Progress.SILENT)
                .run(
                        new AsOf(asOf, pipeline.lake().zone()),
                        Set.of(),
                        false,
                        UUID.randomUUID().toString(),
                        Timestamp.from(Instant.now()));
    }

    private MonthClose.Closed close(YearMonth month) {
        return new MonthClose(pipeline.lake(), Pipeline.contracts(), Progress.SILENT)
                .close(month, UUID.randomUUID().toString(), CLOSED_AT);
    }

    @Test
    void aClosedMonthHoldsTheRowsOfItsTables() {
        assertThat(first.already()).isFalse();
        assertThat(first.rows()).isEqualTo(pinned.size()).isGreaterThan(10);
        assertThat(pinned)
                .filteredOn(row -> row.contains("table_name=outlet_kpi_month") && row.contains("O1"))
                .singleElement()
                .asString()
                .contains("\"completed_n\":1", "silver/repairs@0", "as_of=2026-10-31");
    }

    @Test
    void closingAgainChangesNothingAndSaysSo() {
        assertThat(second).isEqualTo(new MonthClose.Closed(first.rows(), CLOSED_AT, true));
    }

    @Test
    void pinnedFiguresOutliveLaterLoadsAndMaintenance() {
        assertThat(pipeline.gold("closed_month")).isEqualTo(pinned);
    }

    @Test
    void aMonthThatIsNotOverIsRefused() {
        assertThatThrownBy(() -> close(YearMonth.of(2026, 11)))
                .isInstanceOfSatisfying(AftercareException.class, error -> assertThat(error.code())
                        .isEqualTo(ErrorCode.MONTH_OPEN));
    }

    @Test
    void aMonthWithoutFiguresIsRefused() {
        assertThatThrownBy(() -> close(YearMonth.of(2020, 1)))
                .isInstanceOfSatisfying(AftercareException.class, error -> assertThat(error.code())
                        .isEqualTo(ErrorCode.MONTH_EMPTY));
    }

    @Test
    void aLateOrderShowsAsWhatMovedTheFiguresOfItsOutlet() {
        Row moved = restated("outlet_kpi_month", "{\"outlet_id\":\"O1\"}", "completed_n");
        assertThat(moved.<String>getAs("pinned_value")).isEqualTo("1");
        assertThat(moved.<String>getAs("current_value")).isEqualTo("2");
        assertThat(moved.<Double>getAs("difference")).isEqualTo(1.0);
        assertThat(counts(moved)).containsExactly(1L, 0L, 0L);
        assertThat(moved.<String>getAs("events")).isEqualTo("repairs:R5");
        assertThat(moved.<String>getAs("reason")).startsWith("Of the events about it, 1 came late");
    }

    @Test
    void aCorrectedOrderShowsAsCorrected() {
        Row moved = restated("outlet_kpi_month", "{\"outlet_id\":\"O2\"}", "fixed_n");
        assertThat(moved.<String>getAs("current_value")).isEqualTo("0");
        assertThat(counts(moved)).containsExactly(0L, 1L, 0L);
    }

    @Test
    void anOrderThatHadBeenRefusedShowsAsReplayedAndItsRowAsNew() {
        Row moved = restated("outlet_kpi_month", "{\"outlet_id\":\"O3\"}", "completed_n");
        assertThat(moved.<String>getAs("pinned_value")).isNull();
        assertThat(moved.<String>getAs("current_value")).isEqualTo("1");
        assertThat(counts(moved)).containsExactly(0L, 0L, 1L);
    }

    @Test
    void theCompanyMovesByAllOfThem() {
        Row moved = restated("satisfaction_month", "{\"cut\":\"company\",\"cut_id\":\"all\"}", "completed_n");
        assertThat(moved.<Double>getAs("difference")).isEqualTo(2.0);
        assertThat(counts(moved)).containsExactly(1L, 1L, 1L);
    }

    @Test
    void whatDidNotMoveIsNotListed() {
        assertThat(restatements().stream().map(row -> row.<String>getAs("row_key")))
                .noneMatch(key -> key.contains("O4"));
    }

    private static List<Long> counts(Row row) {
        return List.of(row.<Long>getAs("late_n"), row.<Long>getAs("corrected_n"), row.<Long>getAs("replayed_n"));
    }

    private Row restated(String table, String key, String column) {
        List<Row> found = restatements().stream()
                .filter(row -> row.getAs("table_name").equals(table)
                        && row.getAs("row_key").equals(key)
                        && row.getAs("column_name").equals(column))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private List<Row> restatements() {
        return pipeline.lake().read(pipeline.lake().gold("restatement")).collectAsList();
    }
}
