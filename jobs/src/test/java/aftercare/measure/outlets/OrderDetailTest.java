package aftercare.measure.outlets;

import static aftercare.measure.Found.asOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import aftercare.contract.Contracts;
import aftercare.measure.TableInputs;
import aftercare.measure.WrittenChanges;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Months;
import java.sql.Date;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OrderDetailTest {
    private static final AsOf DAY = asOf("2026-05-31");
    private static final OrderDetail MEASURE = new OrderDetail(Contracts.load());

    /** What each order is there for stands in its number. */
    private static final String ORDERS = """
            repair_id     | outlet_id | region_id | model_id | service_type | serial_no | opened_at           | arrived_at          | completed_at        | cancelled_at        | outcome
            all_well      | O1        |           | M1       | repair       | S1        | 2026-04-01 08:00:00 | 2026-04-02 08:00:00 | 2026-04-02 09:00:00 |                     | fixed
            late          | O1        |           | M1       | repair       | S2        | 2026-04-01 08:00:00 | 2026-04-02 08:00:01 | 2026-04-02 09:00:00 |                     | fixed
            still_waiting | O1        |           | M1       | repair       | S3        | 2026-05-20 08:00:00 |                     |                     |                     |
            late_install  | O1        |           | M1       | install      | S4        | 2026-04-01 08:00:00 | 2026-04-09 08:00:00 | 2026-04-09 09:00:00 |                     | fixed
            came_back     | O1        | R9        | M1       | repair       | S5        | 2026-03-31 08:00:00 | 2026-03-31 18:00:00 | 2026-04-30 09:00:00 |                     | fixed
            its_repeat    | O2        |           | M1       | repair       | S5        | 2026-05-30 09:00:00 | 2026-05-30 10:00:00 | 2026-05-30 12:00:00 |                     | fixed
            not_fixed     | O2        |           | M9       | maintenance  | S6        | 2026-05-01 08:00:00 | 2026-05-01 10:00:00 | 2026-05-01 12:00:00 |                     | not_fixed
            cancelled     | O2        |           | M1       | repair       | S7        | 2026-05-01 08:00:00 | 2026-05-08 10:00:00 |                     | 2026-05-08 12:00:00 |
            better_later  | O2        |           | M1       | repair       | S8        | 2026-05-01 08:00:00 | 2026-05-01 10:00:00 | 2026-05-01 12:00:00 |                     | fixed
            worse_later   | O2        |           | M1       | repair       | S9        | 2026-05-01 08:00:00 | 2026-05-01 10:00:00 | 2026-05-01 12:00:00 |                     | fixed
            complained    | O2        |           | M1       | repair       | S10       | 2026-05-01 08:00:00 | 2026-05-01 10:00:00 | 2026-05-01 12:00:00 |                     | fixed
            long_ago      | O2        |           | M1       | repair       | S11       | 2025-04-01 08:00:00 | 2025-04-09 10:00:00 | 2025-04-30 12:00:00 |                     | fixed
            a_year_ago    | O2        |           | M1       | repair       | S12       | 2025-04-01 08:00:00 | 2025-04-09 10:00:00 | 2025-05-01 12:00:00 |                     | fixed
            tomorrow      | O2        |           | M1       | repair       | S13       | 2026-05-31 18:00:00 | 2026-06-09 10:00:00 | 2026-06-10 12:00:00 |                     | not_fixed
            """;

    private static final String CALLBACKS = """
            callback_id | repair_id    | called_at           | result    | satisfaction
            b1          | better_later | 2026-05-02 08:00:00 | reached   | 1
            b2          | better_later | 2026-05-03 08:00:00 | reached   | 4
            b3          | worse_later  | 2026-05-02 08:00:00 | reached   | 5
            b4          | worse_later  | 2026-05-03 08:00:00 | reached   | 2
            b5          | all_well     | 2026-06-01 08:00:00 | reached   | 1
            """;

    private static final String COMPLAINTS = """
            complaint_id | repair_id  | received_at
            c1           | complained | 2026-05-09 08:00:00
            c2           | complained | 2026-05-10 08:00:00
            c3           | all_well   | 2026-06-01 00:00:00
            """;

    private static List<Row> onTheDay;

    @BeforeAll
    static void computed() {
        onTheDay = rows(company(ORDERS, CALLBACKS), DAY, Months.all());
    }

    @Test
    void ordersAreThereForWhatWentWrongWithThemAndWithTheMembersOfTheirTime() {
        assertThat(onTheDay)
                .extracting(
                        row -> row.getAs("repair_id"),
                        row -> row.getAs("month").toString(),
                        row -> row.getAs("problems"),
                        row -> row.getAs("region_id"),
                        row -> row.getAs("category"),
                        row -> row.getAs("satisfaction"))
                .containsExactlyInAnyOrder(
                        tuple("late", "2026-04-01", "late", "R1", "fridge", null),
                        tuple("still_waiting", "2026-05-01", "late", "R1", "fridge", null),
                        tuple("came_back", "2026-04-01", "came_back", "R9", "fridge", null),
                        tuple("not_fixed", "2026-05-01", "not_fixed", "unknown", "unknown", null),
                        tuple("worse_later", "2026-05-01", "dissatisfied", "unknown", "fridge", 2),
                        tuple("complained", "2026-05-01", "complained", "unknown", "fridge", null),
                        tuple("a_year_ago", "2025-05-01", "late", "unknown", "fridge", null));
    }

    @Test
    void recomputingTheTouchedMonthsGivesWhatAFullComputationGives() {
        AsOf next = asOf("2026-06-01");
        TableInputs was = company(ORDERS, CALLBACKS);
        TableInputs is = company(
                ORDERS.replace("2026-05-30 09:00:00 |", "2026-05-30 09:00:01 |"),
                CALLBACKS.replace("2026-05-03 08:00:00 | reached   | 4", "2026-05-01 08:00:00 | reached   | 4"));
        WrittenChanges changes = new WrittenChanges(DAY)
                .between("repairs", was.silver("repairs"), is.silver("repairs"))
                .between("callbacks", was.silver("callbacks"), is.silver("callbacks"));

        Months touched = MEASURE.touched(is, changes, next);
        List<Row> updated = new ArrayList<>(onTheDay);
        updated.removeIf(row ->
                touched.some().contains(YearMonth.from(row.<Date>getAs("month").toLocalDate())));
        updated.addAll(rows(is, next, touched));
        List<Row> anew = rows(is, next, Months.all());

        assertThat(touched.some()).hasSizeLessThan(7);
        assertThat(updated).containsExactlyInAnyOrderElementsOf(anew);
        assertThat(anew).extracting(row -> row.getString(1)).contains("all_well", "better_later", "tomorrow");
        assertThat(anew).extracting(row -> row.getString(1)).doesNotContain("came_back", "a_year_ago");
    }

    private static List<Row> rows(TableInputs inputs, AsOf asOf, Months months) {
        return MEASURE.rows(inputs, asOf, months)
                .selectExpr(Contracts.load().gold("order_detail").sparkType().fieldNames())
                .collectAsList();
    }

    private static TableInputs company(String orders, String callbacks) {
        return new TableInputs()
                .withSilver("repairs", orders)
                .withSilver("callbacks", callbacks)
                .withSilver("complaints", COMPLAINTS)
                .withSilver("models", """
                        model_id | category
                        M1       | fridge
                        """)
                .withSilver("outlets", """
                        outlet_id | valid_from | region_id
                        O1        | 2020-01-01 | R1
                        """);
    }
}
