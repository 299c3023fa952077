package aftercare.measure.actions;

import static aftercare.measure.Found.asOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aftercare.contract.Contracts;
import aftercare.measure.TableInputs;
import aftercare.measure.api.Months;
import aftercare.table.ActionOrderTable;
import aftercare.table.ActionTable;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is recommended at the end of October, of tables written down; gains worked out by hand. */
class ActionTest {
    private static final Contracts CONTRACTS = Contracts.load();

    private static TableInputs inputs;
    private static Map<String, ActionTable.Values> actions;

    @BeforeAll
    static void compute() {
        inputs = new TableInputs()
                .withGold("satisfaction_driver", """
                        month      | window_months | cut     | cut_id | driver        | shown | judged | effect | effect_low | effect_high | lost_n | lost_low | lost_high | cost
                        2026-08-01 | 3             | company | all    | late_on_site  | 0     | 1      | -0.1   | -0.2       | 0.1         | 20     | -20      | 40        |
                        2026-09-01 | 3             | company | all    | late_on_site  | 1     | 1      | -0.25  | -0.3       | -0.2        | 50     | 40       | 60        |
                        2026-10-01 | 3             | company | all    | late_on_site  | 1     | 1      | -0.25  | -0.3       | -0.2        | 50     | 40       | 60        |
                        2026-10-01 | 12            | company | all    | not_fixed     | 1     | 1      | -0.6   | -0.7       | -0.5        | 99     | 90       | 110       |
                        2026-10-01 | 3             | company | all    | callback_late | 0     | 1      | -0.01  | -0.1       | 0.1         | 2      | -9       | 9         |
                        2026-10-01 | 3             | company | all    | came_back     | 1     | 1      | -0.2   | -0.3       | -0.1        | 10     | 5        | 15        | 300.00
                        """)
                .withGold("satisfaction_month", """
                        month      | cut     | cut_id | rated_n | satisfied_n
                        2026-07-01 | company | all    | 900     | 0
                        2026-08-01 | company | all    | 100     | 70
                        2026-09-01 | company | all    | 100     | 80
                        2026-10-01 | company | all    | 200     | 170
                        """)
                .withGold("promise_month", """
                        month      | promise         | cut     | cut_id | due_n | kept_n | target
                        2026-07-01 | record_complete | company | all    | 90    | 90     | 1
                        2026-08-01 | record_complete | company | all    | 90    | 89     | 1
                        2026-09-01 | record_complete | company | all    | 90    | 89     | 1
                        2026-10-01 | record_complete | company | all    | 90    | 89     | 1
                        2026-10-01 | onsite_visit    | company | all    | 900   | 500    | 0.95
                        2026-10-01 | called_back     | company | all    | 900   | 500    | 1
                        2026-10-01 | hotline_answered| company | all    | 900   | 880    | 0.95
                        2026-10-01 | return_accepted | company | all    | 9     | 0      | 0.95
                        """)
                .withGold("outlet_scorecard_month", """
                        month      | outlet_id | region_id | completed_n | pooled_months_n | pooled_completed_n | recommendation
                        2026-09-01 | O1        | north     | 100         | 3               | 300                | watch
                        2026-10-01 | O1        | north     | 100         | 3               | 300                | review_for_revocation
                        2026-10-01 | O2        | north     | 100         | 3               | 300                | keep
                        2026-10-01 | O3        | north     | 100         | 3               | 300                | watch
                        """)
                .withGold("outlet_scorecard_kpi", """
                        month      | outlet_id | metric            | months_n | n   | d   | rate | rate_low | rate_high | expected_rate | position
                        2026-10-01 | O1        | satisfaction_rate | 3        | 60  | 100 | 0.6  | 0.5      | 0.7       | 0.9           | low
                        2026-10-01 | O1        | onsite_rate       | 3        | 60  | 120 | 0.5  | 0.4      | 0.6       | 0.9           | low
                        2026-10-01 | O1        | fixed_rate        | 3        | 60  | 120 | 0.5  | 0.4      | 0.6       | 0.9           | low
                        2026-10-01 | O2        | satisfaction_rate | 3        | 60  | 100 | 0.6  | 0.5      | 0.7       | 0.9           | low
                        """)
                .withGold("emerging_issue", """
                        as_of      | model_id | symptom_code | batch_month | observed_n | expected_n | ratio | ratio_low | ratio_high | p_value | first_seen
                        2026-09-30 | M9       | OLD          | all         | 90         | 10         | 9     | 7         | 11         | 0.0001  | 2026-08-31
                        2026-10-31 | M1       | LEAK         | all         | 60         | 30         | 2     | 1.5       | 2.5        | 0.01    | 2026-09-30
                        2026-10-31 | M1       | LEAK         | 2026-03     | 40         | 10         | 4     | 3         | 5          | 0.001   | 2026-09-30
                        """)
                .withGold("outlet_kpi_month", """
                        month      | outlet_id | completed_n | labour_cost | parts_cost
                        2026-10-01 | O1        | 100         | 3000.00     | 1000.00
                        2026-10-01 | O2        | 100         |             |
                        """)
                .withGold("training_plan_region", """
                        as_of      | region_id | course | advice | people_n | seats | seats_cost | saved_days | saved_visits | saved_cost
                        2026-10-31 | north     | K1     | book   | 4        | 4     | 400        | 180        | 20           | 900
                        2026-10-31 | south     | K1     | book   | 2        | 2     |            | 180        | 10           |
                        2026-10-31 | south     | K2     | review | 2        | 0     |            |            |              |
                        """)
                .withGold("network_plan_year", """
                        scenario | origin     | region_id | year | technician_gap
                        base     | 2026-10-01 | north     | 2027 | 3
                        base     | 2026-10-01 | north     | 2026 | 2
                        base     | 2026-10-01 | south     | 2026 | -1
                        """)
                .withGold("outlet_site", """
                        scenario | origin     | region_id | rank | year | action | outlet_id | city | size | jobs_covered
                        base     | 2026-10-01 | north     | 1    | 2027 | keep   | O1        |      | M    | 100
                        base     | 2026-10-01 | north     | 2    | 2027 | open   |           | Lyon | M    | 90
                        """)
                .withGold("settlement_flag", """
                        repair_id | rule          | outlet_id | month      | amount | claimed_amount
                        R1        | claimed_twice | O2        | 2026-10-01 | 80.00  | 100.00
                        R1        | parts_twice   | O2        | 2026-10-01 | 60.00  | 100.00
                        R2        | overlapping   | O2        | 2026-09-01 | 50.00  | 50.00
                        R3        | overlapping   | O2        | 2026-07-01 | 50.00  | 50.00
                        """)
                .withGold("not_delivered", """
                        item      | source    | field     | state         | source_en | source_zh | question_en | question_zh
                        standards | standards |           | not_delivered | Standards | 标准      | What holds? | 标准如何？
                        repairs.x | repairs   | x         | never_filled  | Repairs   | 维修      | Why?        | 为何？
                        """)
                .withGold("source_month", """
                        month      | source  | cut    | cut_id | rows_n | expected_n | state
                        2026-09-01 | repairs | outlet | O5     | 0      | 40         | silent
                        2026-10-01 | repairs | outlet | O5     | 0      | 41.7       | silent
                        2026-08-01 | repairs | outlet | O7     | 0      | 41.7       | silent
                        2026-10-01 | repairs | outlet | O6     | 9      | 41.7       | partial
                        """)
                .withGold("driver_order", """
                        repair_id | driver        | month      | satisfied
                        R1        | late_on_site  | 2026-10-01 | 0
                        R2        | late_on_site  | 2026-10-01 | 1
                        R2        | callback_late | 2026-10-01 |
                        """)
                .withGold("order_detail", """
                        month      | repair_id | outlet_id | region_id | late
                        2026-10-01 | R1        | O1        | north     | 1
                        2026-07-01 | R2        | O1        | north     | 1
                        """)
                .withSilver("repairs", """
                        repair_id | outlet_id | region_id | model_id | service_type | opened_at           | completed_at        | symptom_code
                        R1        | O1        | north     | M1       | repair       | 2026-10-02 08:00:00 | 2026-10-03 08:00:00 | LEAK
                        R2        | O2        | north     | M1       | repair       | 2026-07-02 08:00:00 |                     | LEAK
                        R3        | O2        | north     | M2       | repair       | 2026-10-02 08:00:00 |                     |
                        """);
        inputs.withGold("action", new Action(CONTRACTS).rows(inputs, asOf("2026-10-31"), Months.all()));
        actions = inputs.gold("action").collectAsList().stream()
                .map(ActionTable::of)
                .collect(Collectors.toMap(ActionTable.Values::actionId, Function.identity()));
    }

    @Test
    void whatKeepsMostCustomersComesFirstAndWhatNobodyKnowsComesLast() {
        List<String> inOrder = actions.values().stream()
                .sorted(Comparator.comparingInt(ActionTable.Values::rank))
                .map(ActionTable.Values::actionId)
                .toList();
        assertThat(inOrder)
                .startsWith("driver/late_on_site", "outlet/O1", "driver/came_back", "issue/M1/LEAK", "course/K1/book")
                .endsWith(
                        "promise/called_back",
                        "promise/record_complete",
                        "outlet/O3",
                        "course/K2/review",
                        "technicians/north",
                        "site/north/2",
                        "data/repairs/outlet/O5",
                        "data/standards");
    }

    @Test
    void aDriverIsAdvisedWhereItIsShownAndSinceThenWithoutABreak() {
        ActionTable.Values late = actions.get("driver/late_on_site");
        assertThat(late.gain()).isEqualTo(50);
        assertThat(late.gainLow()).isEqualTo(40);
        assertThat(late.since()).isEqualTo(LocalDate.of(2026, 9, 1));
        assertThat(late.money()).isNull();
        assertThat(late.advice()).contains("within 24 hours");
        assertThat(late.adviceZh()).contains("24 小时");
        assertThat(actions.get("driver/came_back").money()).isEqualTo(300);
        assertThat(actions).doesNotContainKeys("driver/callback_late", "driver/not_fixed");
    }

    @Test
    void aPromiseIsAdvisedWhereItMissesItsTargetAndIsNoDriverThatStandsThereAlready() {
        assertThat(actions).containsKeys("promise/record_complete", "promise/called_back");
        assertThat(actions.keySet()).filteredOn(id -> id.startsWith("promise/")).hasSize(2);
        ActionTable.Values record = actions.get("promise/record_complete");
        assertThat(record.since()).isEqualTo(LocalDate.of(2026, 8, 1));
        assertThat(record.gain()).as("that it costs customers is not shown").isNull();
        assertThat(record.advice()).contains("on record");
        assertThat(record.adviceZh()).isNotEqualTo(record.advice());
    }

    @Test
    void anOutletGainsWhatItsWorstShortfallCosts() {
        ActionTable.Values outlet = actions.get("outlet/O1");
        // Satisfaction: 0.9 - 0.6 of 100 orders a month; on site: 0.9 - 0.5 of 40 visits a month at 0.25 each.
        assertThat(outlet.gain()).isCloseTo(30, within(1e-9));
        assertThat(outlet.gainLow()).isCloseTo(20, within(1e-9));
        assertThat(outlet.since()).isEqualTo(LocalDate.of(2026, 9, 1));
        assertThat(actions.get("outlet/O3").gain()).isNull();
        assertThat(actions).doesNotContainKey("outlet/O2");
    }

    @Test
    void anIssueAvoidsTheRepairsAboveExpectationOfTheBatchThatShowsItClearest() {
        ActionTable.Values issue = actions.get("issue/M1/LEAK");
        double aMonth = 365.25 / 12 / 90;
        assertThat(issue.avoidedN()).isCloseTo(30 * aMonth, within(1e-9));
        // 80 of 400 customers of the three months were not satisfied; an order of the outlets that state costs costs
        // 40.
        assertThat(issue.gain()).isCloseTo(30 * aMonth * 0.2, within(1e-9));
        assertThat(issue.gainHigh()).isCloseTo(40 * aMonth * 0.2, within(1e-9));
        assertThat(issue.money()).isCloseTo(30 * aMonth * 40, within(1e-9));
        assertThat(issue.evidenceKey()).endsWith("batch_month=2026-03");
        assertThat(actions).doesNotContainKey("issue/M9/OLD");
    }

    @Test
    void aCourseIsAddedUpOverRegionsAndOneWithoutEffectIsReviewed() {
        ActionTable.Values course = actions.get("course/K1/book");
        assertThat(course.avoidedN()).isCloseTo(30 * (365.25 / 12) / 180, within(1e-9));
        assertThat(course.cost()).isEqualTo(400);
        assertThat(course.gain()).isCloseTo(30 * (365.25 / 12) / 180 * 0.2, within(1e-9));
        assertThat(actions.get("course/K2/review").gain()).isNull();
        assertThat(actions.get("course/K2/review").advice()).contains("no effect");
    }

    @Test
    void claimsOfAnOrderAreNeverAboutMoreThanItClaims() {
        assertThat(actions.get("claims/O2").money()).isEqualTo(50);
    }

    @Test
    void missingDataAndSilentOutletsAreAskedFor() {
        assertThat(actions).containsKeys("data/standards", "data/repairs/outlet/O5");
        assertThat(actions.keySet()).filteredOn(id -> id.startsWith("data/")).hasSize(2);
        ActionTable.Values silent = actions.get("data/repairs/outlet/O5");
        assertThat(silent.since()).isEqualTo(LocalDate.of(2026, 9, 1));
        assertThat(silent.advice()).contains("“Service orders”");
        assertThat(actions.get("data/standards").adviceZh()).contains("标准如何？");
    }

    @Test
    void plansNameTheFirstYearThatLacksTechnicians() {
        assertThat(actions.get("technicians/north").evidenceKey()).endsWith("year=2026");
        assertThat(actions).doesNotContainKeys("technicians/south", "site/north/1");
    }

    @Test
    void lateVisitsLeadToTheirOrdersWhereNobodyIsAskedForARating() {
        TableInputs unrated = new TableInputs()
                .withGold("action", """
                        action_id            | what    | about
                        promise/onsite_visit | promise | onsite_visit
                        """)
                .withGold("order_detail", """
                        month      | repair_id | outlet_id | region_id | late
                        2026-10-01 | R1        | O1        | north     | 1
                        """)
                .withSilver("repairs", """
                        repair_id | outlet_id | service_type | opened_at
                        R1        | O1        | repair       | 2026-10-02 08:00:00
                        """);
        assertThat(new ActionOrder(CONTRACTS)
                        .rows(unrated, asOf("2026-10-31"), Months.all())
                        .collectAsList())
                .hasSize(1);
    }

    @Test
    void eachRecommendationLeadsToItsOwnOrders() {
        List<String> orders = new ActionOrder(CONTRACTS)
                .rows(inputs, asOf("2026-10-31"), Months.all()).collectAsList().stream()
                        .map(row -> row.getAs(ActionOrderTable.ACTION_ID) + " " + row.getAs(ActionOrderTable.REPAIR_ID))
                        .toList();
        assertThat(orders)
                .containsExactlyInAnyOrder(
                        "driver/late_on_site R1",
                        "promise/called_back R2",
                        "outlet/O1 R1",
                        "technicians/north R1",
                        "issue/M1/LEAK R1",
                        "claims/O2 R1",
                        "claims/O2 R2");
    }
}
