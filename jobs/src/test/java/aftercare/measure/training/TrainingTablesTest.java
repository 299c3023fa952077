package aftercare.measure.training;

import static aftercare.measure.Found.asOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aftercare.contract.Contracts;
import aftercare.measure.TableInputs;
import aftercare.measure.api.Months;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Four tables of one small region through Spark. T01 leaves most cold fridges cold; T01 to T06 took a course in
 * heaters, after which they fix nine of ten instead of four; T13, as bad as T01, has left; T14 has had no job and lacks
 * a level; T15 fails at heaters before a course and after it.
 */
class TrainingTablesTest {
    private static final int PEOPLE = 12;
    private static final StringBuilder REPAIRS = new StringBuilder("""
            repair_id | outlet_id | model_id | service_type | technician_id | serial_no | opened_at | arrived_at | completed_at | outcome | labour_cost
            """);
    private static int orders;

    private static List<Row> needs;
    private static List<Row> effects;
    private static List<Row> seats;
    private static List<Row> regions;
    private static List<Row> jobs;

    @BeforeAll
    static void compute() {
        StringBuilder technicians =
                new StringBuilder("technician_id | valid_from | outlet_id | role | hired_on | left_on\n");
        StringBuilder trainings =
                new StringBuilder("training_id | technician_id | skill | started_on | completed_on | cost\n");
        for (int i = 1; i <= PEOPLE; i++) {
            technicians.append(person(i, ""));
            jobs(i, "FRIDGE", LocalDate.of(2026, 7, 1), 30, i == 1 ? 12 : 27);
            jobs(i, "HEATER", LocalDate.of(2026, 2, 1), 10, i <= 6 ? 4 : 8);
            jobs(i, "HEATER", LocalDate.of(2026, 4, 1), 10, i <= 6 ? 9 : 8);
            if (i <= 6) {
                trainings.append("C%d | %s | heating | 2026-03-01 | 2026-03-02 | 400\n".formatted(i, id(i)));
            }
        }
        technicians.append(person(13, "2026-10-01")).append(person(14, ""));
        technicians.append(person(15, ""));
        trainings.append("C15 | T15 | heating | 2026-09-01 | 2026-09-02 | 400\n");
        jobs(15, "HEATER", LocalDate.of(2026, 7, 1), 10, 2);
        jobs(15, "HEATER", LocalDate.of(2026, 9, 5), 10, 1);
        jobs(13, "FRIDGE", LocalDate.of(2026, 7, 1), 30, 12);
        TableInputs inputs = new TableInputs()
                .withSilver("repairs", REPAIRS.toString())
                .withSilver("technicians", technicians.toString())
                .withSilver("trainings", trainings.toString())
                .withSilver(
                        "outlets", "outlet_id | valid_from | region_id\nO1 | 2020-01-01 | R1\nO2 | 2020-01-01 | R1\n")
                .withSilver("regions", "region_id | name | tier\nR1 | North | A\n")
                .withSilver("models", "model_id | name | category\nFRIDGE | F | fridge\nHEATER | H | heater\n")
                .withSilver("skills", """
                        skill   | role       | required_level | category | course
                        cooling | technician | 3              | fridge   | cooling_course
                        heating | technician | 3              | heater   | heating_course
                        """)
                .withSilver(
                        "skill_assessments",
                        "technician_id | skill | assessed_on | level\nT14 | cooling | 2026-05-01 | 1\n");
        var found = new TrainingNeed(Contracts.load())
                .rows(inputs, asOf("2026-10-31"), Months.all())
                .localCheckpoint();
        needs = found.collectAsList();
        var judged = new TrainingEffect(Contracts.load()).rows(inputs, asOf("2026-10-31"), Months.all());
        effects = judged.collectAsList();
        inputs.withGold("training_need", found).withGold("training_effect", judged);
        jobs = new TrainingJob(Contracts.load())
                .rows(inputs, asOf("2026-10-31"), Months.all())
                .collectAsList();
        var planned = new TrainingPlanPerson()
                .rows(inputs, asOf("2026-10-31"), Months.all())
                .localCheckpoint();
        seats = planned.collectAsList();
        inputs.withGold("training_plan_person", planned);
        regions = new TrainingPlanRegion()
                .rows(inputs, asOf("2026-10-31"), Months.all())
                .collectAsList();
    }

    private static String id(int i) {
        return "T%02d".formatted(i);
    }

    private static String person(int i, String leftOn) {
        return "%s | 2020-01-01 | O%d | technician | 2020-01-01 | %s\n".formatted(id(i), 1 + i % 2, leftOn);
    }

    /** One job every second day, the first of them fixed. */
    private static void jobs(int technician, String model, LocalDate from, int jobs, int fixed) {
        for (int i = 0; i < jobs; i++) {
            LocalDate day = from.plusDays(2L * i);
            orders++;
            REPAIRS.append("W%d | O%d | %s | repair | %s | S%d | %sT08:00:00Z | %sT10:00:00Z | %sT12:00:00Z | %s | 50\n"
                    .formatted(
                            orders,
                            1 + technician % 2,
                            model,
                            id(technician),
                            orders,
                            day,
                            day,
                            day,
                            i < fixed ? "fixed" : "not_fixed"));
        }
    }

    @Test
    void whoFixesFarFewerThanColleaguesNeedsTrainingAndTheReasonSaysWhy() {
        List<Row> cooling = needs.stream()
                .filter(row -> row.getAs("skill").equals("cooling")
                        && !row.getAs("basis").equals("level"))
                .toList();

        assertThat(cooling)
                .extracting(row -> row.<String>getAs("technician_id"))
                .containsExactly("T01");
        Row need = cooling.get(0);
        assertThat(need.<String>getAs("metric")).isEqualTo("first_fix");
        assertThat(need.<Long>getAs("jobs_n")).isEqualTo(30);
        assertThat(need.<Long>getAs("succeeded_n")).isEqualTo(12);
        assertThat(need.<Double>getAs("probability_below")).isGreaterThan(0.95);
        assertThat(need.<String>getAs("reason")).startsWith("Of 30 jobs of cooling, 12 were fixed at the first visit");
        assertThat(need.<String>getAs("reason_zh")).contains("30 单中 12 单");
    }

    @Test
    void whoLeftHasNoNeedAndWhoHasNoJobsIsJudgedByTheAssessedLevel() {
        assertThat(needs).extracting(row -> row.<String>getAs("technician_id")).doesNotContain("T13");
        Row need = needs.stream()
                .filter(row -> row.getAs("technician_id").equals("T14"))
                .findFirst()
                .orElseThrow();
        assertThat(need.<String>getAs("basis")).isEqualTo("level");
        assertThat(need.<Long>getAs("jobs_n")).isZero();
        assertThat(need.<Integer>getAs("assessed_level")).isEqualTo(1);
        assertThat(need.<Double>getAs("actual")).isNull();
    }

    @Test
    void jobsBeforeACourseNoLongerSpeakOfItsSkill() {
        Row need = needs.stream()
                .filter(row -> row.getAs("technician_id").equals("T15"))
                .findFirst()
                .orElseThrow();
        assertThat(need.<String>getAs("skill")).isEqualTo("heating");
        assertThat(need.<Long>getAs("jobs_n")).isEqualTo(10);
        assertThat(need.<Long>getAs("succeeded_n")).isEqualTo(1);
    }

    @Test
    void aCourseAfterWhichMoreIsFixedThanAmongOthersWorked() {
        Row effect = effects.stream()
                .filter(row -> row.<Integer>getAs("window_days") == 90)
                .findFirst()
                .orElseThrow();
        assertThat(effect.<Long>getAs("trained_n")).isEqualTo(6);
        assertThat(effect.<Long>getAs("control_n")).isEqualTo(6);
        assertThat(effect.<Double>getAs("before")).isCloseTo(0.4, within(1e-9));
        assertThat(effect.<Double>getAs("after")).isCloseTo(0.9, within(1e-9));
        assertThat(effect.<Double>getAs("control_before")).isCloseTo(0.8, within(1e-9));
        assertThat(effect.<Double>getAs("control_after")).isCloseTo(0.8, within(1e-9));
        assertThat(effect.<Double>getAs("effect")).isCloseTo(0.5, within(1e-9));
        assertThat(effect.<String>getAs("status")).isEqualTo("worked");
    }

    @Test
    void aWindowThatIsNotOverSaysSoInsteadOfANumber() {
        Row effect = effects.stream()
                .filter(row -> row.<Integer>getAs("window_days") == 360)
                .findFirst()
                .orElseThrow();
        assertThat(effect.<String>getAs("status")).isEqualTo("too_few_people");
        assertThat(effect.<Double>getAs("effect")).isNull();
    }

    @Test
    void theOrdersBehindANeedAreItsJobsThatWentWrongSinceTheLastCourse() {
        for (Row need : needs) {
            assertThat(jobs)
                    .filteredOn(row -> row.getAs("technician_id").equals(need.getAs("technician_id"))
                            && row.getAs("skill").equals(need.getAs("skill")))
                    .hasSize((int) (need.<Long>getAs("jobs_n") - need.<Long>getAs("succeeded_n")))
                    .allSatisfy(row -> assertThat(row.<String>getAs("outcome")).isEqualTo("not_fixed"));
        }
        assertThat(jobs)
                .filteredOn(row -> row.getAs("technician_id").equals("T15"))
                .hasSize(9);
        assertThat(jobs).extracting(row -> row.<String>getAs("technician_id")).doesNotContain("T13");
    }

    @Test
    void theCourseThatWorkedIsBookedAndTheOneNobodyTookIsToBeTried() {
        assertThat(seats)
                .extracting(row -> row.<String>getAs("course") + " " + row.<String>getAs("advice"))
                .contains("heating_course book", "cooling_course try")
                .doesNotContain("heating_course try", "cooling_course book");
        assertThat(seats).filteredOn(row -> row.getAs("advice").equals("book")).allSatisfy(row -> assertThat(
                        row.<Double>getAs("saved_cost"))
                .isLessThanOrEqualTo(row.<Double>getAs("cost_at_stake")));
    }

    @Test
    void everyNeedHasASeatAndTheRegionsSeatsAddUpToThem() {
        assertThat(seats.stream().map(row -> row.<String>getAs("technician_id")).collect(Collectors.toSet()))
                .isEqualTo(needs.stream()
                        .map(row -> row.<String>getAs("technician_id"))
                        .collect(Collectors.toSet()));
        assertThat(regions.stream().mapToLong(row -> row.<Long>getAs("seats")).sum())
                .isEqualTo(seats.size());
        assertThat(regions)
                .allSatisfy(row -> assertThat(row.<String>getAs("region_id")).isEqualTo("R1"));
    }
}
