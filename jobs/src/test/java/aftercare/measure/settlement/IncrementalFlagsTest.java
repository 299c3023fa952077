package aftercare.measure.settlement;

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

/** The law: old flags with those of the touched months computed anew are the flags computed from nothing. */
class IncrementalFlagsTest {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final LocalDateTime START = LocalDate.of(2025, 6, 1).atStartOfDay();
    private static final int ORDERS = 700;

    @ParameterizedTest
    @CsvSource({"1, 1, 90", "3, -20, 500"})
    void recomputingTheTouchedMonthsGivesWhatAFullComputationGives(long seed, int daysOn, int changed) {
        AsOf before = asOf(START.plusDays(260 + 11 * seed).toLocalDate().toString());
        AsOf after = asOf(before.day().plusDays(daysOn).toString());
        TableInputs was = company(seed, -1);
        TableInputs is = company(seed, changed);
        WrittenChanges changes = new WrittenChanges(before)
                .between("repairs", was.silver("repairs"), is.silver("repairs"))
                .between("callbacks", was.silver("callbacks"), is.silver("callbacks"));

        SettlementFlag measure = new SettlementFlag(Contracts.load());
        Months touched = measure.touched(is, changes, after);
        Dataset<Row> kept = measure.rows(was, before, Months.all()).filter(not(touched.contain(col("month"))));
        List<Row> updated = kept.unionByName(measure.rows(is, after, touched)).collectAsList();
        List<Row> anew = measure.rows(is, after, Months.all()).collectAsList();

        assertThat(touched.some()).hasSizeLessThan(9);
        assertThat(anew.stream().map(flag -> flag.getString(3)).distinct()).hasSizeGreaterThan(6);
        assertThat(updated).containsExactlyInAnyOrderElementsOf(anew);
    }

    /**
     * Ten months of claims for few units by few technicians; one order and one callback differ from those drawn for
     * change -1.
     */
    private static TableInputs company(long seed, int change) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder repairs = new StringBuilder(
                "repair_id|outlet_id|model_id|service_type|opened_at|technician_id|serial_no|arrived_at|completed_at|cancelled_at|symptom_code|sold_on|travel_km|labour_hours|labour_cost|parts_cost|claimed_amount\n");
        StringBuilder callbacks = new StringBuilder("callback_id|repair_id|called_at|result|visit_confirmed\n");
        for (int i = 0; i < ORDERS; i++) {
            SplittableRandom order = random.split();
            SplittableRandom drawn = i == change ? order.split() : order;
            LocalDateTime opened = START.plusMinutes(drawn.nextInt(300 * 24 * 60));
            LocalDateTime arrived = opened.plusHours(drawn.nextInt(48));
            LocalDateTime completed = arrived.plusHours(drawn.nextInt(100) - 1);
            boolean cancelled = drawn.nextInt(20) == 0;
            boolean wild = drawn.nextInt(40) == 0;
            repairs.append("R" + i + "|O" + drawn.nextInt(3) + "|M|repair|" + FORM.format(opened) + "|T"
                    + drawn.nextInt(3) + "|S" + drawn.nextInt(60) + "|" + FORM.format(arrived) + "|"
                    + (cancelled ? "|" + FORM.format(completed) : FORM.format(completed) + "|") + "|s"
                    + drawn.nextInt(3) + "|" + opened.toLocalDate().minusDays(drawn.nextInt(760)) + "|"
                    + (drawn.nextInt(30) + 10) * (wild ? 20 : 1) + "|" + (drawn.nextInt(20) + 10) * (wild ? 2 : 0.1)
                    + "|40|" + drawn.nextInt(4) * 10 + "|" + drawn.nextInt(5) * 30 + "\n");
            callbacks.append("B" + i + "|R" + i + "|" + FORM.format(completed.plusHours(drawn.nextInt(300)))
                    + "|reached|" + (drawn.nextInt(10) > 0) + "\n");
        }
        return new TableInputs()
                .withSilver("repairs", repairs.toString())
                .withSilver("callbacks", callbacks.toString())
                .withSilver("models", """
                        model_id|category|standard_hours|warranty_months
                        M       |fridge  |1.0           |24
                        """);
    }
}
