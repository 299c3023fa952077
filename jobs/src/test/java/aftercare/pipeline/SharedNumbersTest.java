package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.lake.Lake;
import aftercare.measure.api.Measure;
import aftercare.measure.health.StandIn;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A serial number or a customer that an implausible share of all rows shares tells no unit and nobody. */
class SharedNumbersTest {
    private static final String REPAIRS =
            "repair_id,outlet_id,model_id,service_type,opened_at,arrived_at,completed_at,outcome,serial_no";
    private static final LocalDate AS_OF = LocalDate.of(2026, 11, 30);
    private static final List<Measure> MEASURES =
            Stream.concat(Pipeline.KPIS.stream(), Stream.of(new StandIn())).toList();

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
    void tenOrdersWithOneSerialNumberAreNoRepeatsOfOneAnother() throws IOException {
        deliver("a.csv", orders(1, 10, 10, "ASK CUSTOMER"), orders(11, 1, 10, "S1"));
        compute();

        assertThat(outlet("first_fix_unknown_n", "first_fix_d", "first_fix_n")).containsExactly(10L, 1L, 1L);
    }

    @Test
    void nineOrdersOfOneUnitAreRepeats() throws IOException {
        deliver("a.csv", orders(1, 9, 10, "S1"));
        compute();

        assertThat(outlet("first_fix_unknown_n", "first_fix_d", "first_fix_n")).containsExactly(0L, 9L, 1L);
    }

    @Test
    void tenOrdersOfOneUnitAmongTwoThousandAreRepeats() throws IOException {
        deliver(
                "a.csv",
                orders(1, 10, 10, "S1"),
                IntStream.rangeClosed(11, 2_000)
                        .mapToObj(order -> order(order, 10, 1, "U" + order))
                        .toList());
        compute();

        assertThat(outlet("first_fix_unknown_n", "first_fix_d", "first_fix_n")).containsExactly(0L, 2_000L, 1_991L);
    }

    @Test
    void complaintsOfOneCustomerInWhoseNameAllAreEnteredAreNoRepeats() throws IOException {
        Delivered.text(
                landing,
                "complaints/a.csv",
                Stream.concat(
                                Stream.of("complaint_id,received_at,customer_id,model_id"),
                                IntStream.rangeClosed(1, 12)
                                        .mapToObj(complaint -> String.format(
                                                "%d,2026-10-%02d 08:00,%s,M1",
                                                complaint, complaint, complaint > 10 ? "Ada" : "COUNTER")))
                        .toArray(String[]::new));
        compute();

        assertThat(figures("complaint_month", "cut = 'company'", "received_n", "repeat_n"))
                .containsExactly(12L, 1L);
    }

    @Test
    void dataHealthCountsThemAndDoesNotNameThem() throws IOException {
        deliver("a.csv", orders(1, 10, 10, "ASK CUSTOMER"), orders(11, 12, 10, "NO LABEL"), orders(23, 2, 10, "S1"));
        compute();

        assertThat(figures("stand_in", "source = 'repairs'", "field", "values_n", "rows_n"))
                .containsExactly("serial_no", 2L, 22L);
        assertThat(figures("stand_in", "source = 'complaints'", "values_n", "rows_n"))
                .containsExactly(0L, 0L);
        assertThat(pipeline.gold("stand_in").toString()).doesNotContain("ASK", "LABEL");
    }

    @Test
    void anOrderThatMakesANumberAStandInChangesEarlierMonthsToo() throws IOException {
        deliver("a.csv", orders(1, 9, 8, "ASK CUSTOMER"));
        compute();
        deliver("b.csv", orders(10, 1, 10, "ASK CUSTOMER"));
        compute();
        List<String> increment = pipeline.gold("outlet_kpi_month");
        pipeline.compute(AS_OF, MEASURES, true);

        assertThat(pipeline.gold("outlet_kpi_month")).isEqualTo(increment);
        assertThat(figures("outlet_kpi_month", "month = '2026-08-01'", "first_fix_unknown_n"))
                .containsExactly(9L);
    }

    private static List<String> orders(int first, int count, int month, String serial) {
        return IntStream.range(0, count)
                .mapToObj(i -> order(first + i, month, 1 + i, serial))
                .toList();
    }

    private static String order(int id, int month, int day, String serial) {
        return String.format(
                "R%1$d,O1,M1,repair,2026-%2$02d-%3$02d 08:00,2026-%2$02d-%3$02d 09:00,2026-%2$02d-%3$02d 10:00,fixed,%4$s",
                id, month, day, serial);
    }

    @SafeVarargs
    private void deliver(String file, List<String>... orders) throws IOException {
        Delivered.text(
                landing,
                "repairs/" + file,
                Stream.concat(Stream.of(REPAIRS), Stream.of(orders).flatMap(List::stream))
                        .toArray(String[]::new));
    }

    private void compute() {
        pipeline.load(landing);
        pipeline.compute(AS_OF, MEASURES);
    }

    private List<Object> outlet(String... columns) {
        return figures("outlet_kpi_month", "outlet_id = 'O1' AND month = '2026-10-01'", columns);
    }

    private List<Object> figures(String table, String which, String... columns) {
        Lake lake = pipeline.lake();
        List<Row> rows =
                lake.read(lake.gold(table)).filter(which).selectExpr(columns).collectAsList();
        assertThat(rows).hasSize(1);
        return IntStream.range(0, columns.length).mapToObj(rows.get(0)::get).toList();
    }
}
