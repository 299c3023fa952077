package aftercare.measure;

import static aftercare.measure.Found.asOf;
import static aftercare.measure.Found.in;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import aftercare.contract.ChangedRules;
import aftercare.contract.Contracts;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.outlets.OrderDetail;
import aftercare.measure.outlets.OutletKpiDetail;
import aftercare.measure.outlets.OutletKpiMonth;
import aftercare.measure.outlets.OutletKpiExpected;
import aftercare.measure.promises.PromiseMonth;
import aftercare.measure.satisfaction.SatisfactionMonth;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A version of a rule, added where rules stand, changes every figure for what begins on its first day or later, and
 * none before. Every second order here is reached after 10 hours, the others after 20; from 1 July on 12 are promised,
 * before 24.
 */
class ChangedPromiseTest {
    private static final AsOf DAY = asOf("2026-08-31");
    private static final Contracts CONTRACTS = ChangedRules.visitsWithinTwelveHours(DAY.day());
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final String FIELDS =
            "repair_id|outlet_id|model_id|service_type|serial_no|opened_at|arrived_at|completed_at|outcome\n";

    @Test
    void promisesAndFiguresOfOutletsCountByTheVersionOfEachOrdersDay() {
        TableInputs inputs = company();
        String visits = "promise = 'onsite_visit' and cut = 'company'";

        assertThat(in(promises(CONTRACTS).rows(inputs, DAY, Months.all()).filter(visits), "month", "due_n", "kept_n"))
                .containsExactlyInAnyOrder(tuple("2026-06-01", "80", "80"), tuple("2026-07-01", "80", "40"));
        assertThat(in(
                        new OutletKpiMonth(CONTRACTS)
                                .rows(inputs, DAY, Months.all())
                                .filter("outlet_id = 'O1' and onsite_due_n > 0"),
                        "month",
                        "onsite_due_n",
                        "onsite_kept_n"))
                .containsExactlyInAnyOrder(tuple("2026-06-01", "40", "40"), tuple("2026-07-01", "40", "20"));
        assertThat(in(
                        new OutletKpiDetail(CONTRACTS)
                                .rows(inputs, DAY, Months.all())
                                .filter("outlet_id = 'O2' and onsite_due_n > 0"),
                        "month",
                        "onsite_kept_n"))
                .containsExactlyInAnyOrder(tuple("2026-06-01", "40"), tuple("2026-07-01", "20"));
    }

    @Test
    void ordersAreLateByTheVersionOfTheirDay() {
        Dataset<Row> late =
                new OrderDetail(CONTRACTS).rows(company(), DAY, Months.all()).filter("late");

        assertThat(late.count()).isEqualTo(40);
        assertThat(late.filter("opened_at < '2026-07-01'").isEmpty()).isTrue();
    }

    @Test
    void outletsAreExpectedToKeepWhatIsPromised() {
        TableInputs inputs = company();
        inputs.withGold("outlet_kpi_month", new OutletKpiMonth(CONTRACTS).rows(inputs, DAY, Months.all()))
                .withGold("satisfaction_month", new SatisfactionMonth(CONTRACTS).rows(inputs, DAY, Months.all()));

        Dataset<Row> scored = new OutletKpiExpected(CONTRACTS)
                .rows(inputs, DAY, Months.all())
                .filter("metric = 'onsite_rate' and expected_rate is not null")
                .selectExpr("outlet_id", "month", "round(expected_rate, 4) as expected_rate");

        assertThat(in(scored, "outlet_id", "month", "expected_rate"))
                .containsExactlyInAnyOrder(
                        tuple("O1", "2026-06-01", "1.0"),
                        tuple("O2", "2026-06-01", "1.0"),
                        tuple("O1", "2026-07-01", "0.5"),
                        tuple("O2", "2026-07-01", "0.5"));
    }

    /** The law: old rows with the touched months computed anew are the rows computed from nothing. */
    @ParameterizedTest
    @MethodSource("measures")
    void anIncrementGivesWhatAFullComputationGives(Measure measure) {
        AsOf before = asOf("2026-07-01");
        for (String next : List.of("2026-07-02", "2026-08-01")) {
            AsOf after = asOf(next);
            TableInputs inputs = company();
            Months touched = measure.touched(inputs, new WrittenChanges(before), after);
            Dataset<Row> kept = measure.rows(inputs, before, Months.all()).filter(not(touched.contain(col("month"))));
            List<Row> updated =
                    kept.unionByName(measure.rows(inputs, after, touched)).collectAsList();

            assertThat(updated)
                    .containsExactlyInAnyOrderElementsOf(
                            measure.rows(inputs, after, Months.all()).collectAsList());
        }
    }

    @Test
    void aMeasureIsComputedAnewWhenItsRuleChanges() {
        for (Measure measure : measures()) {
            Measure shipped = measures(Contracts.load()).stream()
                    .filter(each -> each.table().equals(measure.table()))
                    .findFirst()
                    .orElseThrow();
            assertThat(measure.settings()).as(measure.table()).isNotEqualTo(shipped.settings());
        }
    }

    /** The month of a repair is touched when its own window closes, however long it is. */
    @Test
    void theLongestVersionSaysHowFarADayMatters() {
        Contracts contracts = ChangedRules.repairsHoldForSixtyDays(DAY.day());
        TableInputs inputs = new TableInputs().withSilver("repairs", FIELDS + """
                R1|O1|M1|repair|S1|2026-06-05 08:00:00|2026-06-05 09:00:00|2026-06-05 10:00:00|fixed
                R2|O1|M1|repair|S1|2026-07-25 08:00:00|2026-07-25 09:00:00|2026-07-25 10:00:00|fixed
                R3|O1|M1|repair|S1|2026-09-15 08:00:00|2026-09-15 09:00:00|2026-09-15 10:00:00|fixed
                """);
        OutletKpiMonth measure = new OutletKpiMonth(contracts);
        WrittenChanges changes = new WrittenChanges(asOf("2026-09-22"));

        assertThat(measure.touched(inputs, changes, asOf("2026-09-23")).some()).contains(YearMonth.of(2026, 7));
        assertThat(in(
                        measure.rows(inputs, asOf("2026-09-23"), Months.all()).filter("first_fix_d > 0"),
                        "month",
                        "first_fix_n",
                        "first_fix_d"))
                .containsExactlyInAnyOrder(tuple("2026-06-01", "1", "1"), tuple("2026-07-01", "0", "1"));
    }

    static List<Measure> measures() {
        return measures(CONTRACTS);
    }

    private static List<Measure> measures(Contracts contracts) {
        return List.of(
                promises(contracts),
                new OutletKpiMonth(contracts),
                new OutletKpiDetail(contracts),
                new OrderDetail(contracts));
    }

    private static PromiseMonth promises(Contracts contracts) {
        return new PromiseMonth(contracts);
    }

    private static TableInputs company() {
        StringBuilder repairs = new StringBuilder(FIELDS);
        for (int month = 6; month <= 7; month++) {
            for (int i = 0; i < 80; i++) {
                LocalDateTime opened = LocalDateTime.of(2026, month, 1 + i / 2 % 30, i % 24, 0);
                LocalDateTime arrived = opened.plusHours(i % 4 < 2 ? 10 : 20);
                repairs.append("R" + month + "-" + i + "|O" + (1 + i % 2) + "|M1|repair|S" + month + i + "|")
                        .append(FORM.format(opened) + "|" + FORM.format(arrived) + "|")
                        .append(FORM.format(arrived.plusHours(1)) + "|fixed\n");
            }
        }
        return new TableInputs()
                .withSilver("repairs", repairs.toString())
                .withSilver("models", "model_id | category\nM1 | fridge\n")
                .withSilver(
                        "outlets", "outlet_id | valid_from | region_id\nO1 | 2020-01-01 | R1\nO2 | 2020-01-01 | R1\n");
    }
}
