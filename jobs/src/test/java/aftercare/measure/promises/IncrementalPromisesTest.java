package aftercare.measure.promises;

import static aftercare.measure.Found.asOf;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;
import static org.assertj.core.api.Assertions.assertThat;

import aftercare.contract.Contracts;
import aftercare.measure.TableInputs;
import aftercare.measure.WrittenChanges;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Months;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The law: old rows with the touched months computed anew are the rows computed from nothing. */
class IncrementalPromisesTest {
    private static final Contracts CONTRACTS = Contracts.load();
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final LocalDateTime START = LocalDate.of(2025, 6, 1).atStartOfDay();
    private static final int ORDERS = 250;

    @ParameterizedTest
    @CsvSource({"1, 1, false", "2, 9, true", "3, -20, true"})
    void recomputingTheTouchedMonthsGivesWhatAFullComputationGives(long seed, int daysOn, boolean changed) {
        AsOf before = asOf(START.plusDays(250 + 11 * seed).toLocalDate().toString());
        AsOf after = asOf(before.day().plusDays(daysOn).toString());
        TableInputs was = company(seed, -1);
        TableInputs is = company(seed, changed ? 40 + (int) seed : -1);
        WrittenChanges changes = new WrittenChanges(before);
        for (String source : List.of("repairs", "callbacks", "product_returns", "hotline_calls")) {
            changes.between(source, was.silver(source), is.silver(source));
        }

        PromiseMonth measure = new PromiseMonth(CONTRACTS);
        Months touched = measure.touched(is, changes, after);
        Dataset<Row> kept = measure.rows(was, before, Months.all()).filter(not(touched.contain(col("month"))));
        List<Row> fixed = kept.unionByName(measure.rows(is, after, touched)).collectAsList();
        List<Row> anew = measure.rows(is, after, Months.all()).collectAsList();

        assertThat(touched.some()).hasSizeLessThan(8);
        assertThat(anew).hasSizeGreaterThan(80);
        assertThat(fixed).containsExactlyInAnyOrderElementsOf(anew);
    }

    /** Nine months of orders, callbacks, calls and returns; one of each differs from those drawn for change -1. */
    private static TableInputs company(long seed, int change) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder repairs = new StringBuilder(
                "repair_id|outlet_id|model_id|service_type|opened_at|arrived_at|completed_at|cancelled_at|serial_no|customer_id|sold_on|customer_paid\n");
        StringBuilder callbacks = new StringBuilder("callback_id|repair_id|called_at|result\n");
        StringBuilder returns =
                new StringBuilder("return_id|kind|model_id|outlet_id|sold_on|requested_on|decided_on|decision\n");
        StringBuilder calls = new StringBuilder("region_id|hour|offered|answered\n");
        for (int i = 0; i < ORDERS; i++) {
            SplittableRandom order = random.split();
            SplittableRandom drawn = i == change ? order.split() : order;
            LocalDateTime opened = START.plusMinutes(drawn.nextInt(9 * 30 * 24 * 60));
            LocalDateTime arrived = opened.plusHours(drawn.nextInt(48));
            LocalDateTime completed = arrived.plusHours(drawn.nextInt(400));
            double fate = drawn.nextDouble();
            repairs.append("R" + i + "|O" + drawn.nextInt(3) + "|M|" + (drawn.nextInt(3) == 0 ? "install" : "repair")
                            + "|")
                    .append(FORM.format(opened) + "|")
                    .append((fate < 0.85 ? FORM.format(arrived) : "") + "|")
                    .append((fate < 0.9 ? FORM.format(completed) : "") + "|")
                    .append((fate > 0.95 ? FORM.format(arrived) : "") + "|")
                    .append((drawn.nextBoolean() ? "S" + i : "") + "|C|")
                    .append((drawn.nextInt(5) == 0 ? "" : opened.toLocalDate().minusDays(drawn.nextInt(900))) + "|")
                    .append((drawn.nextInt(4) == 0 ? "" : drawn.nextInt(2) * 10) + "\n");
            callbacks.append(
                    "B" + i + "|R" + i + "|" + FORM.format(completed.plusHours(drawn.nextInt(300))) + "|reached\n");
            LocalDate requested = opened.toLocalDate();
            boolean decided = drawn.nextBoolean();
            returns.append("X" + i + "|" + (drawn.nextBoolean() ? "return" : "exchange") + "|M|O1|"
                    + requested.minusDays(drawn.nextInt(40)) + "|" + requested + "|"
                    + (decided ? requested.plusDays(drawn.nextInt(12)) : "") + "|" + (decided ? "approved" : "")
                    + "\n");
            calls.append("north|" + FORM.format(START.plusHours(7L * i + (i == change ? 1 : 0))) + "|9|"
                    + drawn.nextInt(9) + "\n");
        }
        return new TableInputs()
                .withSilver("repairs", repairs.toString())
                .withSilver("callbacks", callbacks.toString())
                .withSilver("product_returns", returns.toString())
                .withSilver("hotline_calls", calls.toString())
                .withSilver("outlets", """
                        outlet_id | valid_from | region_id
                        O1        | 2025-06-01 | north
                        O1        | 2025-10-15 | south
                        """);
    }
}
