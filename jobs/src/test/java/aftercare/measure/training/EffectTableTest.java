package aftercare.measure.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aftercare.contract.TrainingPolicy;
import aftercare.measure.training.Courses.CourseTaken;
import aftercare.measure.training.RegionEffect.Control;
import aftercare.measure.training.RegionEffect.Trained;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** What regions found of a course in heating, put together to the rows of training_effect. */
class EffectTableTest {
    private static final LocalDate DAY = LocalDate.of(2026, 5, 12);

    private final TrainingPolicy policy = TrainingPolicy.load();
    private final List<CourseTaken> taken = new ArrayList<>();
    private final List<Trained> trained = new ArrayList<>();
    private final List<Control> controls = new ArrayList<>();

    @Test
    void theEffectIsTheRiseOfTheTrainedLessTheRiseOfTheOthers() {
        people(6, 8, 14, 0.5, 0.6);

        Row row = row(90);

        assertThat(row.<Double>getAs("before")).isCloseTo(0.4, within(1e-12));
        assertThat(row.<Double>getAs("after")).isCloseTo(0.7, within(1e-12));
        assertThat(row.<Double>getAs("effect")).isCloseTo(0.2, within(1e-12));
        assertThat(row.<Double>getAs("effect_low")).isPositive();
        assertThat(row.<Double>getAs("effect_low") + row.<Double>getAs("effect_high"))
                .isCloseTo(0.4, within(1e-12));
        assertThat(row.<String>getAs("status")).isEqualTo("worked");
        assertThat(row.<Long>getAs("trained_n")).isEqualTo(6);
        assertThat(row.<Long>getAs("control_n")).isEqualTo(6);
        assertThat(row.<Long>getAs("before_jobs_n")).isEqualTo(120);
    }

    @Test
    void aFallMoreThanChanceIsCalledWorse() {
        people(6, 14, 8, 0.5, 0.5);

        assertThat(row(90).<String>getAs("status")).isEqualTo("worse");
    }

    @Test
    void aRiseThatTheOthersShareIsNoEffect() {
        people(6, 8, 14, 0.5, 0.8);

        Row row = row(90);
        assertThat(row.<Double>getAs("effect")).isCloseTo(0, within(1e-12));
        assertThat(row.<String>getAs("status")).isEqualTo("no_effect_shown");
    }

    @Test
    void fewerThanFivePeopleOnEitherSideSaySoInsteadOfANumber() {
        people(6, 8, 14, 0.5, 0.6);
        trained.subList(0, 2).clear();

        Row row = row(90);
        assertThat(row.<String>getAs("status")).isEqualTo("too_few_people");
        assertThat(row.<Long>getAs("trained_n")).isEqualTo(4);
        assertThat(row.<Long>getAs("attended_n")).isEqualTo(6);
        assertThat(row.<Double>getAs("effect")).isNull();
        assertThat(row.<Double>getAs("before")).isNull();

        people(6, 8, 14, 0.5, 0.6);
        controls.subList(0, controls.size() - 4).clear();
        assertThat(row(90).<String>getAs("status")).isEqualTo("too_few_people");
    }

    @Test
    void anIntervalTooWideToSayAnythingIsNoNumber() {
        people(5, 0, 0, 0.5, 0.5);
        trained.replaceAll(one -> new Trained(
                one.technician(),
                new double[] {one.technician().endsWith("1") ? 2 : 0, 2},
                new double[] {one.technician().endsWith("2") ? 2 : 0, 2},
                0.5,
                0.5));

        Row row = row(90);
        assertThat(row.<String>getAs("status")).isEqualTo("too_few_jobs");
        assertThat(row.<Double>getAs("effect_low")).isNull();
    }

    @Test
    void aSkillThatNobodyListedIsCountedButNotJudged() {
        taken.add(new CourseTaken("T1", "juggling", null, false, DAY, DAY));

        Row row = row(90);
        assertThat(row.<String>getAs("course")).isEqualTo("unknown");
        assertThat(row.<String>getAs("status")).isEqualTo("unknown_skill");
        assertThat(row.<Long>getAs("attended_n")).isEqualTo(1);
    }

    @Test
    void everyCourseHasARowPerWindowEvenWhereNothingWasFound() {
        people(6, 8, 14, 0.5, 0.6);

        assertThat(rows(List.of()))
                .extracting(row -> row.<Integer>getAs("window_days"))
                .containsExactlyElementsOf(policy.effectDays());
        assertThat(rows(List.of()))
                .extracting(row -> row.<String>getAs("status"))
                .containsOnly("too_few_people");
    }

    @Test
    void theLongestWindowThatCouldBeJudgedDecides() {
        people(6, 8, 14, 0.5, 0.6);
        List<RegionEffect> overTime = new ArrayList<>(List.of(effect(90, List.copyOf(trained), List.copyOf(controls))));
        assertThat(rows(overTime))
                .extracting(row -> row.getAs("window_days") + " " + row.getAs("decides") + " " + row.getAs("advice"))
                .containsExactly("90 true book", "180 false book", "360 false book");

        trained.clear();
        people(6, 8, 14, 0.5, 0.8);
        overTime.add(effect(180, trained, controls));
        assertThat(rows(overTime))
                .extracting(row -> row.getAs("window_days") + " " + row.getAs("decides") + " " + row.getAs("advice"))
                .containsExactly("90 false review", "180 true review", "360 false review");
        assertThat(rows(List.of()))
                .extracting(row -> row.getAs("decides") + " " + row.getAs("advice"))
                .containsOnly("false try");
    }

    @Test
    void howRegionsAndPeopleCameDoesNotMatter() {
        people(7, 8, 13, 0.5, 0.61);
        List<RegionEffect> effects = new ArrayList<>();
        for (int i = 0; i < trained.size(); i++) {
            effects.add(effect(List.of(trained.get(i)), List.of(controls.get(i))));
        }
        List<Row> inOrder = rows(effects);
        Collections.reverse(effects);
        Collections.reverse(taken);

        assertThat(rows(effects)).isEqualTo(inOrder);
    }

    /**
     * So many trained with 20 jobs before and after, and as many controls that lie slightly above and below their rate.
     */
    private void people(int people, double fixedBefore, double fixedAfter, double othersBefore, double othersAfter) {
        for (int i = 1; i <= people; i++) {
            taken.add(new CourseTaken("T" + i, "heating", "heaters", true, DAY, DAY));
            trained.add(new Trained(
                    "T" + i, new double[] {fixedBefore, 20}, new double[] {fixedAfter, 20}, othersBefore, othersAfter));
            controls.add(new Control("C" + i, i % 2 == 0 ? 0.5 : -0.5, i % 2 == 0 ? -0.5 : 0.5));
        }
    }

    private static RegionEffect effect(List<Trained> trained, List<Control> controls) {
        return effect(90, trained, controls);
    }

    private static RegionEffect effect(int days, List<Trained> trained, List<Control> controls) {
        return new RegionEffect("heating", "heaters", days, trained, controls);
    }

    private Row row(int days) {
        return rows(List.of(effect(trained, controls))).stream()
                .filter(row -> row.<Integer>getAs("window_days") == days)
                .findFirst()
                .orElseThrow();
    }

    private List<Row> rows(List<RegionEffect> found) {
        return new EffectTable(policy, taken, found).rows();
    }
}
