package aftercare.measure.servicegap;

import static aftercare.measure.Found.asOf;
import static aftercare.measure.Found.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import aftercare.contract.Contracts;
import aftercare.measure.TableInputs;
import aftercare.measure.api.Months;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A quarter with surveys of consumers and employees, and one after it without. */
class ServiceGapQuarterTest {
    private static final Contracts CONTRACTS = Contracts.load();

    private static final String SERVQUAL = """
            quarter | respondent | company | region_id | dimension | scale_check | expectation | expectation_sd | expectation_n | perception | perception_sd | perception_n
            2026-07-01 | consumer | us        | all | recovery    | as_stated | 6.4 | 0.6 | 100 | 4.6 | 1.2 | 90
            2026-07-01 | employee | us        | all | recovery    | as_stated | 5.8 | 0.5 | 40  |     |     | 0
            2026-07-01 | consumer | us        | all | reliability | suspect   | 4.6 | 0.5 | 100 | 4.0 | 0.5 | 100
            2026-07-01 | employee | us        | all | reliability | as_stated | 5.8 | 0.5 | 12  |     |     | 0
            2026-07-01 | consumer | us        | R1  | recovery    | as_stated | 1.0 | 0.5 | 100 | 1.0 | 0.5 | 100
            2026-07-01 | consumer | northstar | all | recovery    | as_stated | 1.0 | 0.5 | 100 | 1.0 | 0.5 | 100
            """;

    private static final String PROMISES = """
            month | promise | cut | cut_id | due_n | kept_n | target
            2026-07-01 | return_accepted   | company | all | 30 | 27  | 0.98
            2026-09-01 | return_accepted   | company | all | 10 | 9   | 0.94
            2026-09-01 | return_accepted   | region  | R1  | 10 | 0   | 0.50
            2026-08-01 | exchange_accepted | company | all | 20 | 16  |
            2026-08-01 | onsite_visit   | company | all | 0  | 0   |
            2026-10-01 | onsite_visit   | company | all | 50 | 40  | 0.90
            """;

    private static final String OUTLETS = """
            month | outlet_id | complaint_on_time_n | complaint_closed_n | first_fix_n | first_fix_d | fixed_n | outcome_known_n | onsite_kept_n | onsite_due_n
            2026-07-01 | O1 | 30 | 40 | 0 | 0 | 0 | 0 | 0 | 0
            2026-08-01 | O2 | 30 | 40 | 0 | 0 | 0 | 0 | 0 | 0
            """;

    private static final String STANDARDS = """
            metric | scope | scope_id | valid_from | target | floor
            complaint_on_time_rate | all | all | 2026-08-01 | 0.85 |
            exchange_accepted           | all | all | 2026-01-01 | 0.96 |
            """;

    private static Dataset<Row> rows;

    @BeforeAll
    static void compute() {
        TableInputs inputs = new TableInputs()
                .withGold("servqual", SERVQUAL)
                .withGold("promise_month", PROMISES)
                .withGold("outlet_kpi_month", OUTLETS)
                .withSilver("standards", STANDARDS);
        rows = new ServiceGapQuarter(CONTRACTS)
                .rows(inputs, asOf("2026-10-31"), Months.all())
                .localCheckpoint();
    }

    @Test
    void everyGapAndDimensionHasItsRowInEveryQuarter() {
        assertThat(rows.count()).isEqualTo(2 * 5 * 6);
    }

    @Test
    void promotionIsThePromisedTargetLessWhatWasDelivered() {
        // Returns: asked 97 over 40 due, kept 90; exchanges: asked 96 by the standard, kept 80.
        Row gap = gap("promotion", "recovery");
        assertThat(value(gap, "left_value")).isCloseTo(96.5, within(1e-9));
        assertThat(value(gap, "right_value")).isCloseTo(85, within(1e-9));
        assertThat(value(gap, "gap_points")).isCloseTo(11.5, within(1e-9));
        assertThat(gap.<Object>getAs("left_n")).isNull();
        assertThat(gap.<Long>getAs("right_n")).isEqualTo(20);
        assertThat(gap.<Boolean>getAs("publishable")).isFalse();
        assertThat(gap.<String>getAs("evidence"))
                .isEqualTo("Promised 96.5 (Return within 15 days 97.0; Exchange within 30 days 96.0)."
                        + " Delivered 85.0 (Return within 15 days 90.0, n 40; Exchange within 30 days 80.0, n 20).");
        assertThat(gap.<String>getAs("right_source"))
                .isEqualTo("promise_month.kept_rate of return_accepted; promise_month.kept_rate of exchange_accepted");
    }

    @Test
    void understandingIsWhatEmployeesBelieveLessWhatConsumersExpect() {
        // 5.8 and 6.4 of 7 are 80 and 90 of 100.
        Row gap = gap("understanding", "recovery");
        assertThat(value(gap, "left_value")).isCloseTo(80, within(1e-9));
        assertThat(value(gap, "right_value")).isCloseTo(90, within(1e-9));
        assertThat(value(gap, "gap_points")).isCloseTo(-10, within(1e-9));
        // Standard error 100/6 x sqrt(0.25/40 + 0.36/100); Welch's t of 90 degrees is 1.987.
        assertThat(value(gap, "gap_low"))
                .isCloseTo(-10 - 1.987 * 100 / 6 * Math.sqrt(0.25 / 40 + 0.36 / 100), within(0.01));
        assertThat(gap.<Boolean>getAs("publishable")).isTrue();
        assertThat(gap.<String>getAs("evidence_zh")).isEqualTo("员工认为消费者期望 80.0（n=40）。消费者期望 90.0（n=100）。");
    }

    @Test
    void procedureBehaviourAndPerceptionUseTheStandardInForceAndTheKpisOfAllOutlets() {
        // July is judged by the shipped standard of 95, August by 85; 60 of 80 complaints were resolved in time.
        assertThat(value(gap("procedure", "recovery"), "gap_points")).isCloseTo(90 - 90, within(1e-9));
        assertThat(value(gap("behaviour", "recovery"), "gap_points")).isCloseTo(90 - 75, within(1e-9));
        assertThat(value(gap("perception", "recovery"), "gap_points")).isCloseTo(75 - 60, within(1e-9));
        assertThat(gap("perception", "recovery").<Long>getAs("left_n")).isEqualTo(80);
    }

    @Test
    void aMissingSideSaysWhatToCollectAndHasNoNumber() {
        assertThat(in(
                        rows.filter("quarter = '2026-10-01' AND gap = 'understanding' AND dimension = 'recovery'"),
                        "left_value",
                        "gap_points",
                        "publishable",
                        "evidence"))
                .containsExactly(tuple(null, null, "false", "Not known. Not known."));
        assertThat(collect("2026-10-01", "understanding", "recovery"))
                .startsWith("Ask employees what they believe consumers expect of recovery")
                .contains("Ask consumers what they expect of recovery");
        assertThat(collect("2026-10-01", "behaviour", "recovery"))
                .isEqualTo("Deliver returns, exchanges and complaints with the time of their resolution.");
    }

    @Test
    void aDimensionThatNothingAnswersSaysSoInBothLanguages() {
        Row gap = gap("behaviour", "tangibles");
        assertThat(gap.<String>getAs("to_collect")).startsWith("No promise or figure tells of premises");
        assertThat(gap.<String>getAs("to_collect_zh")).startsWith("目前没有反映场所");
    }

    @Test
    void whatWasPromisedAndNeverDueIsNotDelivered() {
        assertThat(gap("promotion", "reliability").<Object>getAs("right_value")).isNull();
        assertThat(collect("2026-10-01", "promotion", "reliability")).isNull();
    }

    @Test
    void aSuspectScaleAndFewRespondentsKeepTheNumberAndTheMark() {
        Row gap = gap("understanding", "reliability");
        assertThat(value(gap, "gap_points")).isCloseTo(20, within(1e-9));
        assertThat(gap.<Boolean>getAs("publishable")).isFalse();
        assertThat(gap.<String>getAs("evidence")).contains("n 100, scale suspect");
    }

    private static Row gap(String gap, String dimension) {
        List<Row> found = rows.filter("quarter = '2026-07-01'")
                .filter("gap = '" + gap + "' AND dimension = '" + dimension + "'")
                .collectAsList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static double value(Row row, String column) {
        return row.<Double>getAs(column);
    }

    private static String collect(String quarter, String gap, String dimension) {
        return rows.filter("quarter = '" + quarter + "'")
                .filter("gap = '" + gap + "' AND dimension = '" + dimension + "'")
                .collectAsList()
                .get(0)
                .getAs("to_collect");
    }
}
