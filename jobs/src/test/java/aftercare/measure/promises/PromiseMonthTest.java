package aftercare.measure.promises;

import static aftercare.measure.Found.asOf;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import aftercare.contract.Contracts;
import aftercare.contract.DefaultStandards;
import aftercare.contract.PromiseRule;
import aftercare.contract.Standard;
import aftercare.measure.Found;
import aftercare.measure.TableInputs;
import aftercare.measure.api.Months;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The promises of one March, worked out by hand; the day is 31 March, so its last instants are not over yet. */
class PromiseMonthTest {
    private static final Contracts CONTRACTS = Contracts.load();

    private static List<Row> found;

    @BeforeAll
    static void compute() {
        TableInputs inputs = new TableInputs()
                .withSilver("repairs", """
                        repair_id | outlet_id | region_id | model_id | service_type | opened_at           | arrived_at          | completed_at        | cancelled_at        | serial_no | customer_id | sold_on    | customer_paid
                        exact     | O1        | north     | M1       | repair       | 2026-03-02 08:00:00 | 2026-03-03 08:00:00 | 2026-03-03 09:00:00 |                     | A         | C           | 2024-03-02 | 0
                        late      | O1        | north     | M1       | repair       | 2026-03-02 08:00:00 | 2026-03-03 08:00:01 | 2026-03-24 23:59:59 |                     | A         | C           | 2024-03-03 | 25.00
                        nobody    | O1        | north     | M1       | repair       | 2026-03-05 08:00:00 |                     | 2026-03-05 09:00:00 |                     |           | C           |            | 0
                        waiting   | O1        | north     | M1       | repair       | 2026-03-31 00:00:00 |                     |                     |                     | B         | C           | 2026-01-01 |
                        coming    | O1        | north     | M1       | repair       | 2026-03-31 00:00:01 |                     |                     |                     | B         | C           | 2026-01-01 |
                        called_off| O1        | north     | M1       | repair       | 2026-03-06 08:00:00 |                     |                     | 2026-03-07 08:00:00 | B         | C           | 2026-01-01 |
                        given_up  | O1        | north     | M1       | repair       | 2026-03-06 08:00:00 |                     |                     | 2026-03-07 08:00:01 | B         | C           | 2026-01-01 |
                        unpaid    | O1        | north     | M1       | repair       | 2026-03-09 08:00:00 | 2026-03-09 10:00:00 | 2026-03-25 00:00:00 |                     | B         | C           | 2026-01-01 |
                        april     | O1        | north     | M1       | repair       | 2026-03-10 08:00:00 | 2026-03-10 09:00:00 | 2026-04-01 00:00:00 |                     | B         | C           | 2026-01-01 | 0
                        fitted    | O2        |           | M1       | install      | 2026-03-20 08:00:00 | 2026-03-20 20:00:00 | 2026-03-20 21:00:00 |                     | D         |             | 2026-03-19 | 0
                        """)
                .withSilver("callbacks", """
                        callback_id | repair_id | called_at           | result
                        1           | exact     | 2026-03-10 09:00:00 | no_answer
                        2           | late      | 2026-03-31 23:59:59 | reached
                        3           | nobody    | 2026-03-12 09:00:01 | reached
                        4           | fitted    | 2026-03-20 20:59:59 | reached
                        5           | unpaid    | 2026-03-25 00:00:00 | reached
                        """)
                .withSilver("hotline_calls", """
                        region_id | hour                | offered | answered
                        north     | 2026-03-01 00:00:00 | 10      | 9
                        north     | 2026-03-31 23:00:00 | 5       | 5
                        south     | 2026-03-15 12:00:00 | 4       | 1
                        north     | 2026-04-01 00:00:00 | 99      | 0
                        """)
                .withSilver("product_returns", """
                        return_id | kind     | model_id | outlet_id | region_id | sold_on    | requested_on | decided_on | decision
                        fifteen   | return   | M1       | O1        |           | 2026-03-01 | 2026-03-16   | 2026-03-17 | approved
                        sixteen   | return   | M1       | O1        |           | 2026-03-01 | 2026-03-17   | 2026-03-18 | approved
                        refused   | return   | M1       | O1        |           | 2026-03-10 | 2026-03-11   | 2026-03-12 | rejected
                        ignored   | return   | M1       | O1        |           | 2026-03-20 | 2026-03-24   |            |
                        fresh     | return   | M1       | O1        |           | 2026-03-20 | 2026-03-25   | 2026-04-02 | approved
                        mute      | return   | M1       |           |           | 2026-03-01 | 2026-03-02   | 2026-03-03 |
                        thirty    | exchange | M1       | O2        |           | 2026-02-01 | 2026-03-03   | 2026-03-03 | approved
                        """)
                .withSilver("outlets", """
                        outlet_id | valid_from | region_id
                        O1        | 2026-01-01 | north
                        O2        | 2026-01-01 | south
                        """)
                .withSilver("regions", """
                        region_id | name  | tier
                        north     | North | A
                        south     | South | B
                        """)
                .withSilver("standards", """
                        metric     | scope  | scope_id | valid_from | target
                        onsite_visit | tier   | A        | 2026-03-01 | 0.8
                        onsite_visit | outlet | O1       | 2026-03-06 | 0.5
                        return_accepted | all    | all      | 1970-01-01 | 0.9
                        """);
        found = computed(CONTRACTS.promises(), inputs, "2026-03-31");
    }

    private static List<Row> computed(List<PromiseRule> rules, TableInputs inputs, String day) {
        return new PromiseMonth(rules, CONTRACTS.standards())
                .rows(inputs, asOf(day), Months.all())
                .select(
                        "month",
                        "promise",
                        "cut",
                        "cut_id",
                        "due_n",
                        "kept_n",
                        "broken_n",
                        "unknown_n",
                        "kept_rate",
                        "kept_low",
                        "kept_high",
                        "target")
                .collectAsList();
    }

    /** due, kept, broken, unknown of a member in March. */
    private static List<Long> counts(String promise, String cut, String id) {
        return row(promise, cut, id)
                .map(row -> List.of(row.getLong(4), row.getLong(5), row.getLong(6), row.getLong(7)))
                .findFirst()
                .orElse(List.of());
    }

    private static Stream<Row> row(String promise, String cut, String id) {
        return found.stream()
                .filter(row -> row.getDate(0).toString().equals("2026-03-01")
                        && row.getString(1).equals(promise)
                        && row.getString(2).equals(cut)
                        && row.getString(3).equals(id));
    }

    private static Double target(String promise, String cut, String id) {
        return (Double) row(promise, cut, id).findFirst().orElseThrow().get(11);
    }

    @Test
    void exactly24HoursAreKeptAndASecondMoreIsNot() {
        // Due: exact, late, waiting (its 24 hours end with the day), given_up, unpaid, april. Kept: exact, unpaid,
        // april.
        assertThat(counts("onsite_visit", "company", "all")).containsExactly(6L, 3L, 3L, 1L);
        assertThat(counts("install_visit", "company", "all")).containsExactly(1L, 1L, 0L, 0L);
    }

    @Test
    void everyCallOfferedIsAPromiseAndBelongsToNoOutlet() {
        assertThat(counts("hotline_answered", "company", "all")).containsExactly(19L, 15L, 4L, 0L);
        assertThat(counts("hotline_answered", "region", "north")).containsExactly(15L, 14L, 1L, 0L);
        assertThat(found)
                .noneMatch(row -> row.getString(1).equals("hotline_answered")
                        && row.getString(2).equals("outlet"));
        assertThat(found).allMatch(row -> row.getDate(0).toString().equals("2026-03-01"));
    }

    @Test
    void theFifteenthDayCountsTheSixteenthDoesNotAndSevenDaysWithoutAnswerAreARefusal() {
        // Due: fifteen, refused, ignored (7 days old). fresh is 6 days old, its approval is of April. mute is unknown.
        assertThat(counts("return_accepted", "company", "all")).containsExactly(3L, 1L, 2L, 1L);
        assertThat(counts("return_accepted", "outlet", "unknown")).containsExactly(0L, 0L, 0L, 1L);
        assertThat(counts("exchange_accepted", "region", "south")).containsExactly(1L, 1L, 0L, 0L);
    }

    @Test
    void aRecordIsCompleteWhenUnitCustomerAndSaleAreKnown() {
        // Completed and seen: exact, late, nobody (no unit, no sale), unpaid, fitted (no customer).
        assertThat(counts("record_complete", "company", "all")).containsExactly(5L, 3L, 2L, 0L);
    }

    @Test
    void aCallbackCountsToTheLastInstantOfTheSeventhDay() {
        // Due: exact, late, nobody, fitted, unpaid (its seven days end with the day). nobody was called a second late,
        // fitted before the end.
        assertThat(counts("called_back", "company", "all")).containsExactly(5L, 3L, 2L, 0L);
    }

    @Test
    void twoYearsEndOnTheirLastDayAndWhatIsNotOnRecordIsUnknown() {
        // Due: late, which paid. exact was sold two years before to the day, april pays in April. Unknown: nobody,
        // unpaid.
        assertThat(counts("free_repair", "company", "all")).containsExactly(1L, 0L, 1L, 2L);
    }

    @Test
    void theMembersOfACutAddUpToTheCompany() {
        for (String promise :
                List.of("onsite_visit", "return_accepted", "record_complete", "called_back", "free_repair")) {
            for (String cut : List.of("region", "outlet")) {
                long due = found.stream()
                        .filter(row -> row.getString(1).equals(promise)
                                && row.getString(2).equals(cut))
                        .mapToLong(row -> row.getLong(4))
                        .sum();
                assertThat(due)
                        .as(promise + " by " + cut)
                        .isEqualTo(counts(promise, "company", "all").get(0));
            }
        }
    }

    @Test
    void theMostSpecificTargetCountsFromItsDayForTheEventsFromThatDayOn() {
        assertThat(target("onsite_visit", "company", "all")).isEqualTo(0.95);
        assertThat(target("onsite_visit", "region", "north")).isEqualTo(0.8);
        // Until the 5th two orders under tier A's 0.8, from the 6th four under the outlet's own 0.5.
        assertThat(target("onsite_visit", "outlet", "O1")).isCloseTo((2 * 0.8 + 4 * 0.5) / 6, within(1e-12));
        assertThat(target("return_accepted", "company", "all")).isEqualTo(0.9);
        assertThat(target("exchange_accepted", "company", "all")).isEqualTo(1.0);
    }

    @Test
    void aRateStandsWithItsIntervalAndIsNullWhenNothingWasDue() {
        Row kept = row("onsite_visit", "company", "all").findFirst().orElseThrow();
        assertThat(kept.getDouble(8)).isEqualTo(0.5);
        // Wilson for 3 of 6.
        assertThat(kept.getDouble(9)).isCloseTo(0.1876, within(5e-5));
        assertThat(kept.getDouble(10)).isCloseTo(0.8124, within(5e-5));
        Row none = row("return_accepted", "outlet", "unknown").findFirst().orElseThrow();
        assertThat(none.isNullAt(8) && none.isNullAt(9) && none.isNullAt(10)).isTrue();
        assertThat(none.isNullAt(11)).as("a target of nothing due").isTrue();
    }

    @Test
    void aNewWindowJudgesTheEventsFromItsDayOn() {
        List<PromiseRule> rules = new ArrayList<>(CONTRACTS.promises());
        rules.add(shortened("onsite_visit", new PromiseRule.Span(4, 0, 0)));
        rules.add(shortened("called_back", new PromiseRule.Span(0, 1, 0)));
        TableInputs inputs = new TableInputs().withSilver("repairs", """
                        repair_id | outlet_id | model_id | service_type | opened_at           | arrived_at          | completed_at
                        before    | O1        | M1       | repair       | 2026-03-09 23:00:00 | 2026-03-10 08:00:00 | 2026-03-10 09:00:00
                        after     | O1        | M1       | repair       | 2026-03-10 00:00:00 | 2026-03-10 04:00:01 | 2026-03-09 23:59:00
                        """).withSilver("callbacks", """
                        callback_id | repair_id | called_at           | result
                        1           | before    | 2026-03-12 09:00:00 | reached
                        2           | after     | 2026-03-12 09:00:00 | reached
                        """);
        Dataset<Row> rows = new PromiseMonth(rules, DefaultStandards.of(List.of()))
                .rows(inputs, asOf("2026-03-31"), Months.all())
                .filter(col("cut").equalTo("company").and(col("promise").isin("onsite_visit", "called_back")));

        assertThat(Found.in(rows, "promise", "due_n", "kept_n", "target"))
                .containsExactlyInAnyOrder(tuple("onsite_visit", "2", "1", null), tuple("called_back", "2", "1", null));
    }

    private static PromiseRule shortened(String promise, PromiseRule.Span window) {
        PromiseRule rule = CONTRACTS.promises().stream()
                .filter(each -> each.promise().equals(promise))
                .findFirst()
                .orElseThrow();
        return new PromiseRule(
                promise,
                LocalDate.of(2026, 3, 10),
                rule.judged(),
                rule.of(),
                window,
                rule.answer(),
                rule.says(),
                rule.columns());
    }

    @Test
    void standardsOfTheSourceTakeThePlaceOfTheShippedOnes() {
        assertThat(CONTRACTS.standards().rows()).extracting(Standard::metric).contains("onsite_visit", "free_repair");
    }
}
