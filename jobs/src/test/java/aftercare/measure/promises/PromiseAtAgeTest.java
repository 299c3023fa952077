package aftercare.measure.promises;

import static aftercare.measure.Found.asOf;
import static aftercare.measure.Found.in;
import static org.assertj.core.api.Assertions.assertThat;

import aftercare.contract.Contracts;
import aftercare.measure.TableInputs;
import aftercare.measure.api.Months;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promises at equal age are those that promise_month finds on the day on which the month had that age. */
class PromiseAtAgeTest {
    private static final Contracts CONTRACTS = Contracts.load();
    private static final String[] COUNTED = {"promise", "cut", "cut_id", "due_n", "kept_n"};

    private static TableInputs inputs;
    private static Dataset<Row> found;

    @BeforeAll
    static void compute() {
        inputs = new TableInputs()
                .withSilver("repairs", """
                        repair_id | outlet_id | region_id | model_id | service_type | opened_at           | arrived_at          | completed_at        | cancelled_at        | serial_no | customer_id | sold_on    | customer_paid
                        feb_last  | O1        | north     | M1       | repair       | 2026-02-28 18:00:00 | 2026-03-01 08:00:00 | 2026-03-01 09:00:00 |                     | A         | C           | 2025-03-02 | 0
                        feb_seen  | O1        | north     | M1       | repair       | 2026-02-10 08:00:00 | 2026-02-10 12:00:00 | 2026-02-20 09:00:00 |                     | A         | C           | 2025-03-03 | 25.00
                        feb_called| O1        | north     | M1       | install      | 2026-02-20 08:00:00 | 2026-02-20 12:00:00 | 2026-02-21 09:00:00 |                     |           | C           |            | 0
                        feb_late  | O2        |           | M1       | repair       | 2026-02-24 08:00:00 | 2026-02-27 08:00:00 | 2026-02-27 09:00:00 |                     | B         | C           | 2026-01-01 | 0
                        feb_off   | O1        | north     | M1       | repair       | 2026-02-28 08:00:00 |                     |                     | 2026-03-01 07:00:00 | B         | C           | 2026-01-01 |
                        mar_one   | O1        | north     | M1       | repair       | 2026-03-10 08:00:00 | 2026-03-10 09:00:00 | 2026-03-11 00:00:00 |                     | B         | C           | 2026-01-01 | 0
                        mar_last  | O2        |           | M1       | repair       | 2026-03-31 08:00:00 |                     |                     |                     | D         | C           | 2026-01-01 |
                        year      | O2        |           | M1       | install      | 2025-03-20 08:00:00 | 2025-03-20 20:00:00 | 2025-03-20 21:00:00 |                     | D         |             | 2025-03-19 | 0
                        """)
                .withSilver("callbacks", """
                        callback_id | repair_id  | called_at           | result
                        1           | feb_seen   | 2026-02-25 09:00:00 | no_answer
                        2           | feb_called | 2026-02-27 12:00:00 | reached
                        3           | feb_late   | 2026-03-02 09:00:01 | reached
                        4           | year       | 2025-03-26 20:59:59 | reached
                        5           | mar_one    | 2026-03-15 00:00:00 | reached
                        """)
                .withSilver("hotline_calls", """
                        region_id | hour                | offered | answered
                        north     | 2026-02-01 00:00:00 | 10      | 9
                        north     | 2026-03-31 23:00:00 | 5       | 5
                        south     | 2025-03-15 12:00:00 | 4       | 1
                        """)
                .withSilver("product_returns", """
                        return_id | kind     | model_id | outlet_id | region_id | sold_on    | requested_on | decided_on | decision
                        early     | return   | M1       | O1        |           | 2026-02-20 | 2026-02-26   | 2026-02-27 | approved
                        slow      | return   | M1       | O1        |           | 2026-02-20 | 2026-02-25   | 2026-03-04 | rejected
                        old       | return   | M1       | O1        |           | 2026-02-10 | 2026-02-11   | 2026-03-12 | approved
                        now       | exchange | M1       | O2        |           | 2026-03-01 | 2026-03-30   |            |
                        """)
                .withSilver("outlets", """
                        outlet_id | valid_from | region_id
                        O1        | 2024-01-01 | north
                        O2        | 2024-01-01 | south
                        """);
        found = new PromiseAtAge(CONTRACTS)
                .rows(inputs, asOf("2026-03-31"), Months.all())
                .localCheckpoint();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01, 2026-03-01, 2026-03-31",
        "2026-03-01, 2026-02-01, 2026-02-28",
        "2026-03-01, 2025-03-01, 2025-03-31",
        "2026-02-01, 2026-02-01, 2026-03-31",
    })
    void eachMonthIsSeenAsOnTheDayOnWhichItHadThatAge(String judged, String month, String day) {
        Dataset<Row> expected = new PromiseMonth(CONTRACTS)
                .rows(inputs, asOf(day), Months.all())
                .filter("due_n > 0 and month = date'" + month + "'");

        assertThat(in(found.filter("judged_month = date'" + judged + "' and month = date'" + month + "'"), COUNTED))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(in(expected, COUNTED));
    }

    @Test
    void whatIsDecidedLaterIsNotSeenYet() {
        assertThat(in(
                        found.filter("month = date'2026-02-01' and promise = 'return_accepted' and cut = 'company'"),
                        "judged_month",
                        "due_n",
                        "kept_n"))
                .containsExactlyInAnyOrder(
                        org.assertj.core.api.Assertions.tuple("2026-03-01", "2", "1"),
                        org.assertj.core.api.Assertions.tuple("2026-02-01", "3", "2"));
    }
}
