package aftercare.measure.drivers;

import static aftercare.measure.Found.asOf;
import static org.assertj.core.api.Assertions.assertThat;

import aftercare.contract.Contracts;
import aftercare.contract.Need;
import aftercare.measure.TableInputs;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Months;
import aftercare.measure.api.Spoken;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JudgedOrdersTest {
    private static final AsOf DAY = asOf("2026-06-30");

    /** What each order is there for stands in its number. */
    private static final String ORDERS = """
            repair_id       | outlet_id | region_id | model_id | service_type | serial_no | sold_on    | opened_at           | arrived_at          | completed_at        | outcome   | customer_paid | parts_requested_at  | parts_received_at   | labour_cost | parts_cost
            all_well        | O1        | R1        | M1       | repair       | S1        | 2026-01-01 | 2026-05-01 08:00:00 | 2026-05-02 08:00:00 | 2026-05-04 08:00:00 | fixed     | 0.00          |                     |                     |             |
            late            | O1        | R1        | M1       | repair       | S2        | 2026-01-01 | 2026-05-01 08:00:00 | 2026-05-02 08:00:01 | 2026-05-02 09:00:00 | fixed     | 0.00          |                     |                     |             |
            two_days_late   | O1        | R1        | M1       | repair       | S3        | 2026-01-01 | 2026-05-01 08:00:00 | 2026-05-04 07:00:00 | 2026-05-04 07:30:00 | fixed     | 0.00          |                     |                     |             |
            late_install    | O1        | R1        | M1       | install      | S4        | 2026-01-01 | 2026-05-01 08:00:00 | 2026-05-09 08:00:00 | 2026-05-09 09:00:00 |           |               |                     |                     |             |
            not_fixed       | O1        | R1        | M1       | maintenance  | S5        | 2026-01-01 | 2026-05-01 08:00:00 | 2026-05-01 09:00:00 | 2026-05-01 10:00:00 | not_fixed |               |                     |                     |             |
            came_back       | O1        | R1        | M1       | repair       | S6        | 2026-01-01 | 2026-05-01 08:00:00 | 2026-05-01 09:00:00 | 2026-05-01 10:00:00 | fixed     | 0.00          |                     |                     |             |
            its_repeat      | O1        | R1        | M1       | repair       | S6        | 2026-01-01 | 2026-05-03 08:00:00 | 2026-05-03 09:00:00 | 2026-05-03 10:00:00 | fixed     | 0.00          |                     |                     | 30.00       | 12.50
            asked_before    | O1        | R1        | M1       | repair       | S7        | 2026-01-01 | 2026-05-01 08:00:00 | 2026-05-01 09:00:00 | 2026-05-01 10:00:00 | fixed     | 0.00          |                     |                     |             |
            later_repeat    | O1        | R1        | M1       | repair       | S7        | 2026-01-01 | 2026-05-06 08:00:00 | 2026-05-06 09:00:00 | 2026-05-06 10:00:00 | fixed     | 0.00          |                     |                     |             |
            waited          | O1        | R1        | M1       | repair       | S8        | 2026-01-01 | 2026-05-01 08:00:00 | 2026-05-01 09:00:00 | 2026-05-03 10:00:00 | fixed     | 0.00          | 2026-05-01 09:00:00 | 2026-05-03 09:00:01 |             |
            slow            | O1        | R1        | M1       | repair       |           |            | 2026-05-01 08:00:00 |                     | 2026-05-04 08:00:01 |           |               | 2026-05-01 09:00:00 | 2026-05-03 09:00:00 |             |
            charged         | O1        | R1        | M1       | repair       | S9        | 2024-05-02 | 2026-05-01 08:00:00 | 2026-05-01 09:00:00 | 2026-05-01 10:00:00 | fixed     | 40.00         |                     |                     |             |
            out_of_warranty | O1        | R1        | M1       | repair       | S10       | 2024-05-01 | 2026-05-01 08:00:00 | 2026-05-01 09:00:00 | 2026-05-01 10:00:00 | fixed     | 40.00         |                     |                     |             |
            complained      | O1        | R1        | M1       | repair       | S11       | 2026-01-01 | 2026-05-01 08:00:00 | 2026-05-01 09:00:00 | 2026-05-01 10:00:00 | fixed     | 0.00          |                     |                     |             |
            answered        | O1        | R1        | M1       | repair       | S12       | 2026-01-01 | 2026-05-01 08:00:00 | 2026-05-01 09:00:00 | 2026-05-01 10:00:00 | fixed     | 0.00          |                     |                     |             |
            rated_early     | O1        | R1        | M1       | repair       | S13       | 2026-01-01 | 2026-05-01 08:00:00 | 2026-05-01 09:00:00 | 2026-05-09 10:00:00 | fixed     | 0.00          |                     |                     |             |
            called_late     | O1        | R1        | M1       | repair       | S14       | 2026-01-01 | 2026-05-01 08:00:00 | 2026-05-01 09:00:00 | 2026-05-01 10:00:00 | fixed     | 0.00          |                     |                     |             |
            never_called    | O1        | R1        | M1       | repair       | S15       | 2026-01-01 | 2026-05-01 08:00:00 | 2026-05-01 09:00:00 | 2026-05-01 10:00:00 | fixed     | 0.00          |                     |                     |             |
            never_again     | O1        | R1        | M1       | repair       | S15       | 2026-01-01 | 2026-05-08 11:00:00 | 2026-05-08 12:00:00 | 2026-05-08 13:00:00 | fixed     | 0.00          |                     |                     |             |
            """;

    private static final String CALLBACKS = """
            callback_id | repair_id    | called_at           | result    | satisfaction
            b1          | all_well     | 2026-05-05 08:00:00 | reached   | 2
            b2          | all_well     | 2026-05-06 08:00:00 | reached   | 4
            b3          | came_back    | 2026-05-04 08:00:00 | reached   | 1
            b4          | asked_before | 2026-05-05 08:00:00 | reached   | 5
            b5          | complained   | 2026-05-06 08:00:00 | reached   | 1
            b6          | answered     | 2026-05-06 08:00:00 | reached   | 1
            b7          | rated_early  | 2026-05-08 08:00:00 | reached   | 5
            b8          | called_late  | 2026-05-08 10:00:01 | reached   | 3
            b9          | late         | 2026-05-03 10:00:00 | no_answer |
            b10         | late         | 2026-05-20 10:00:00 | reached   | 3
            """;

    private static final String COMPLAINTS = """
            complaint_id | repair_id   | received_at         | resolved_at
            c1           | complained  | 2026-05-02 08:00:00 | 2026-05-20 08:00:00
            c2           | answered    | 2026-05-03 09:00:00 | 2026-05-20 08:00:00
            c3           | called_late | 2026-05-02 08:00:00 | 2026-05-05 08:00:00
            c4           | all_well    | 2026-05-06 09:00:00 |
            """;

    private static Map<String, Row> orders;

    @BeforeAll
    static void judged() {
        orders = judged(company());
    }

    private static TableInputs company() {
        return new TableInputs()
                .withSilver("repairs", ORDERS)
                .withSilver("callbacks", CALLBACKS)
                .withSilver("complaints", COMPLAINTS);
    }

    private static Map<String, Row> judged(TableInputs inputs) {
        Map<String, Row> judged = new HashMap<>();
        for (Row row : new JudgedOrders(Contracts.load())
                .completedIn(Months.all(), inputs, DAY)
                .collectAsList()) {
            judged.put(row.getAs("repair_id"), row);
        }
        return judged;
    }

    private static Set<Driver> happened(String order) {
        Set<Driver> happened = EnumSet.noneOf(Driver.class);
        for (Driver driver : Driver.values()) {
            if (driver.happened(levels(order))) {
                happened.add(driver);
            }
        }
        return happened;
    }

    private static long levels(String order) {
        return orders.get(order).getAs(JudgedOrders.LEVELS);
    }

    @Test
    void anOrderWithWhichNothingWentWrongHasNoDriver() {
        assertThat(happened("all_well")).isEmpty();
        assertThat(orders.get("all_well").<Boolean>getAs(JudgedOrders.SATISFIED))
                .isTrue();
    }

    @Test
    void whatWentWrongIsToldAsOtherTablesTellIt() {
        assertThat(happened("late")).containsExactly(Driver.LATE_ON_SITE);
        assertThat(happened("not_fixed")).containsExactly(Driver.NOT_FIXED);
        assertThat(happened("waited")).containsExactly(Driver.WAITED_FOR_PARTS);
        assertThat(happened("slow")).containsExactly(Driver.SLOW_TURNAROUND);
        assertThat(happened("charged")).containsExactly(Driver.CHARGED_IN_WARRANTY);
        assertThat(happened("called_late")).containsExactly(Driver.CALLBACK_LATE);
        assertThat(happened("its_repeat")).containsExactly(Driver.SECOND_VISIT);
        assertThat(orders.get("its_repeat").<Long>getAs(JudgedOrders.VISIT_CENTS))
                .isEqualTo(4250);
    }

    @Test
    void howLateAVisitWasIsKept() {
        assertThat(Driver.LATE_ON_SITE.level(levels("late"))).isEqualTo(Driver.EXPOSED);
        assertThat(Driver.LATE_ON_SITE.level(levels("two_days_late"))).isEqualTo(Driver.EXPOSED + 1);
    }

    @Test
    void onlyWhatHadHappenedWhenTheCustomerWasAskedCounts() {
        assertThat(happened("came_back")).containsExactly(Driver.CAME_BACK);
        assertThat(happened("asked_before")).isEmpty();
        assertThat(happened("complained")).containsExactly(Driver.COMPLAINT_LATE);
        assertThat(happened("answered")).isEmpty();
    }

    @Test
    void withoutARatingTheEndOfTheTimeForACallbackDecides() {
        assertThat(orders.get("never_called").<Boolean>getAs(JudgedOrders.RATED))
                .isFalse();
        assertThat(happened("never_called")).isEmpty();
    }

    @Test
    void aRatingBeforeTheWorkEndedIsNoneOfIt() {
        assertThat(orders.get("rated_early").<Boolean>getAs(JudgedOrders.RATED)).isFalse();
    }

    @Test
    void complaintsAreHeldAgainstComplaintsOnly() {
        assertThat(Driver.COMPLAINT_LATE.isAbsent(levels("answered"))).isTrue();
        assertThat(Driver.COMPLAINT_LATE.isAbsent(levels("called_late"))).isTrue();
        assertThat(Driver.COMPLAINT_LATE.isAbsent(levels("all_well"))).isFalse();
    }

    @Test
    void whatNobodyCanSayIsNeitherThereNorAbsent() {
        for (Driver driver : List.of(Driver.LATE_ON_SITE, Driver.NOT_FIXED, Driver.CAME_BACK, Driver.SECOND_VISIT)) {
            assertThat(driver.level(levels("slow"))).isEqualTo(Driver.NOT_JUDGED);
        }
        assertThat(Driver.LATE_ON_SITE.level(levels("late_install"))).isEqualTo(Driver.NOT_JUDGED);
        assertThat(Driver.CHARGED_IN_WARRANTY.level(levels("out_of_warranty"))).isEqualTo(Driver.NOT_JUDGED);
        assertThat(Driver.CALLBACK_LATE.level(levels("never_called"))).isEqualTo(Driver.NOT_JUDGED);
    }

    @Test
    void whereNobodyEverStatesPartsNobodyIsSaidNotToHaveWaited() {
        Map<String, Row> silent = judged(company().withSpoken(Need.of("repairs", "parts_requested_at"), Spoken.NEVER));
        assertThat(Driver.WAITED_FOR_PARTS.isAbsent(levels("all_well"))).isTrue();
        assertThat(Driver.WAITED_FOR_PARTS.level(silent.get("all_well").<Long>getAs(JudgedOrders.LEVELS)))
                .isEqualTo(Driver.NOT_JUDGED);
    }
}
