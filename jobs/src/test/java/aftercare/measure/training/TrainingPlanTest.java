package aftercare.measure.training;

import static aftercare.measure.Found.asOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aftercare.measure.TableInputs;
import aftercare.measure.api.Months;
import java.sql.Date;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Which seats are advised, through Spark. Half a year after cooling_course more was fixed, so it is to be booked;
 * heating_course seemed to work over 90 days and showed no effect over 180; too few have taken gas_course, and nobody
 * wiring_course.
 */
class TrainingPlanTest {
    private static final String DAY = "2026-10-31";

    private static List<Row> people;
    private static List<Row> regions;

    @BeforeAll
    static void plan() {
        TableInputs inputs = new TableInputs()
                .withGold("training_effect", """
                        skill   | course         | window_days | attended_n | trained_n | control_n | before_jobs_n | after_jobs_n | effect | status | decides | advice
                        cooling | cooling_course | 90          | 20         | 12        | 40        | 100           | 100          | 0.02   | no_effect_shown | false   | book
                        cooling | cooling_course | 180         | 20         | 12        | 40        | 100           | 100          | 0.1    | worked | true    | book
                        cooling | cooling_course | 360         | 20         | 5         | 40        | 100           | 100          |        | too_few_jobs | false   | book
                        heating | heating_course | 90          | 20         | 12        | 40        | 100           | 100          | 0.3    | worked | false   | review
                        heating | heating_course | 180         | 20         | 12        | 40        | 100           | 100          | 0.01   | no_effect_shown | true    | review
                        gas     | gas_course     | 90          | 2          | 2         | 40        | 100           | 100          |        | too_few_people | false   | try
                        """)
                .withGold("training_need", """
                        as_of      | technician_id | skill   | course         | outlet_id | region_id | basis       | metric       | succeeded_n | jobs_n | gap  | coming_jobs | failed_visits | visit_cost | cost_at_stake | priority | plan     | reason | reason_zh
                        2026-10-31 | T1            | cooling | cooling_course | O1        | R1        | performance | first_fix    | 20          | 30     | 0.05 | 73          | 3.65          | 100        | 365           | 365      | annual   | why    | why
                        2026-10-31 | T2            | cooling | cooling_course | O1        | R1        | level       |              | 0           | 0      | 0.2  | 36.5        | 7.3           | 100        | 730           | 730      | special  | why    | why
                        2026-10-31 | T3            | cooling | cooling_course | O1        | R1        | performance | satisfaction | 20          | 30     | 0.2  | 50          | 10            | 100        | 1000          | 1000     | special  | why    | why
                        2026-10-31 | T4            | cooling | cooling_course | O1        | R1        | performance | first_fix    | 20          | 30     | 0.05 | 73          | 3.65          |            |               | 3.65     | special  | why    | why
                        2026-10-31 | T1            | heating | heating_course | O1        | R1        | performance | first_fix    | 20          | 30     | 0.1  | 10          | 1             | 90         | 90            | 90       | regional | why    | why
                        2026-10-31 | T2            | heating | heating_course | O1        | R1        | performance | first_fix    | 20          | 30     | 0.1  | 10          | 1             | 90         | 90            | 80       | annual   | why    | why
                        2026-10-31 | T3            | heating | heating_course | O1        | R1        | performance | first_fix    | 20          | 30     | 0.1  | 10          | 1             | 90         | 90            | 70       | annual   | why    | why
                        2026-10-31 | T5            | gas     | gas_course     | O1        | R1        | performance | first_fix    | 20          | 30     | 0.1  | 20          | 2             | 60         | 120           | 120      | special  | why    | why
                        2026-10-31 | T6            | wiring  | wiring_course  | O1        | R1        | performance | first_fix    | 20          | 30     | 0.1  | 30          | 3             | 60         | 180           | 180      | special  | why    | why
                        """)
                .withSilver("trainings", """
                        training_id | technician_id | skill   | started_on | completed_on | cost
                        A1          | T9            | cooling | 2026-01-01 | 2026-01-02   | 400
                        A2          | T9            | heating | 2026-01-01 | 2026-01-02   | 300
                        A3          | T9            | gas     | 2026-01-01 | 2026-01-02   | 250
                        """);
        Dataset<Row> planned = new TrainingPlanPerson().rows(inputs, asOf(DAY), Months.all());
        people = planned.collectAsList();
        inputs.withGold("training_plan_person", planned);
        regions = new TrainingPlanRegion().rows(inputs, asOf(DAY), Months.all()).collectAsList();
    }

    @Test
    void aCourseThatShowedNoEffectOverItsLongestWindowIsNeverBooked() {
        assertThat(people)
                .filteredOn(row -> row.getAs("course").equals("heating_course"))
                .hasSize(3)
                .allSatisfy(row -> {
                    assertThat(row.<String>getAs("advice")).isEqualTo("review");
                    assertThat(row.<Double>getAs("saved_visits")).isNull();
                    assertThat(row.<Date>getAs("quarter")).isEqualTo("2027-01-01");
                });
        assertThat(regions)
                .filteredOn(row -> row.getAs("course").equals("heating_course"))
                .hasSize(2)
                .allSatisfy(row -> {
                    assertThat(row.<Long>getAs("seats")).isZero();
                    assertThat(row.<Long>getAs("seats_priced_n")).isZero();
                    assertThat(row.<Double>getAs("seats_cost")).isNull();
                    assertThat(row.<Long>getAs("people_n")).isPositive();
                    assertThat(row.<Double>getAs("cost_at_stake")).isPositive();
                });
    }

    @Test
    void aCourseThatWorkedIsBookedAndSavesNoMoreThanTheGapAndTheEffectOverTheDaysItWasFollowed() {
        Row closesItsGap = person("T1", "cooling_course");
        assertThat(closesItsGap.<String>getAs("advice")).isEqualTo("book");
        assertThat(closesItsGap.<Integer>getAs("saved_days")).isEqualTo(180);
        assertThat(closesItsGap.<Double>getAs("saved_visits")).isCloseTo(0.05 * 73 * 180 / 365, within(1e-9));
        assertThat(closesItsGap.<Double>getAs("saved_cost")).isCloseTo(180, within(1e-9));

        Row closesAPart = person("T2", "cooling_course");
        assertThat(closesAPart.<Double>getAs("saved_visits")).isCloseTo(0.1 * 36.5 * 180 / 365, within(1e-9));
        assertThat(closesAPart.<Double>getAs("cost_at_stake")).isEqualTo(730);
    }

    @Test
    void whatACourseSavesIsUnknownForAnotherFigureThanFirstFixesAndItsCostWhereNoOrderTellsIt() {
        assertThat(person("T3", "cooling_course").<String>getAs("advice")).isEqualTo("book");
        assertThat(person("T3", "cooling_course").<Double>getAs("saved_visits")).isNull();
        assertThat(person("T4", "cooling_course").<Double>getAs("saved_visits")).isPositive();
        assertThat(person("T4", "cooling_course").<Double>getAs("saved_cost")).isNull();
    }

    @Test
    void aCourseThatIsNotJudgedYetIsToBeTriedAndSavesNobodyKnowsWhat() {
        for (Row row : List.of(person("T5", "gas_course"), person("T6", "wiring_course"))) {
            assertThat(row.<String>getAs("advice")).isEqualTo("try");
            assertThat(row.<Double>getAs("saved_visits")).isNull();
            assertThat(row.<Double>getAs("saved_cost")).isNull();
            assertThat(row.<Double>getAs("cost_at_stake")).isPositive();
        }
    }

    @Test
    void costIsSetAgainstSavingsOfTheSameSeatsOnly() {
        Row special = region("cooling_course", "special");
        assertThat(special.<Long>getAs("seats")).isEqualTo(3);
        assertThat(special.<Long>getAs("seats_priced_n")).isEqualTo(3);
        assertThat(special.<Double>getAs("seats_cost")).isEqualTo(1200);
        assertThat(special.<Long>getAs("seats_saving_n")).isEqualTo(2);
        assertThat(special.<Integer>getAs("saved_days")).isEqualTo(180);
        assertThat(special.<Long>getAs("compared_n")).isEqualTo(1);
        assertThat(special.<Double>getAs("compared_cost")).isEqualTo(400);
        assertThat(special.<Double>getAs("compared_saved")).isCloseTo(180, within(1e-9));

        Row untold = region("wiring_course", "special");
        assertThat(untold.<Long>getAs("seats")).isEqualTo(1);
        assertThat(untold.<Long>getAs("seats_priced_n")).isZero();
        assertThat(untold.<Double>getAs("seats_cost")).isNull();
        assertThat(untold.<Long>getAs("compared_n")).isZero();
        assertThat(untold.<Double>getAs("compared_cost")).isNull();
        assertThat(region("gas_course", "special").<Double>getAs("compared_saved"))
                .isNull();
    }

    private static Row person(String technician, String course) {
        return people.stream()
                .filter(row -> row.getAs("technician_id").equals(technician)
                        && row.getAs("course").equals(course))
                .findFirst()
                .orElseThrow();
    }

    private static Row region(String course, String plan) {
        return regions.stream()
                .filter(row ->
                        row.getAs("course").equals(course) && row.getAs("plan").equals(plan))
                .findFirst()
                .orElseThrow();
    }
}
