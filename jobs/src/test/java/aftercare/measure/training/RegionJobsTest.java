package aftercare.measure.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aftercare.measure.training.Courses.CourseTaken;
import aftercare.measure.training.RegionEffect.Control;
import aftercare.measure.training.RegionEffect.Trained;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Jobs of heating in one region around a course from the 10th to the 12th of May, over thirty days before and after.
 */
class RegionJobsTest {
    private static final LocalDate STARTED = LocalDate.of(2026, 5, 10);
    private static final LocalDate COMPLETED = LocalDate.of(2026, 5, 12);
    private static final LocalDate LATER = LocalDate.of(2026, 10, 31);
    private static final int WINDOW = 30;

    private final List<DayJobs> jobs = new ArrayList<>();
    private final List<CourseTaken> taken = new ArrayList<>();

    @Test
    void whoTookTheCourseIsComparedWithTheOthersInTheSameDays() {
        trained("T1");
        jobs("T1", STARTED.minusDays(5), 2, 5);
        jobs("T1", COMPLETED.plusDays(5), 4, 5);
        jobs("T2", STARTED.minusDays(3), 6, 8);
        jobs("T3", STARTED.minusDays(2), 1, 2);
        jobs("T2", COMPLETED.plusDays(3), 5, 10);

        Trained found = compare(LATER).trained().get(0);

        assertThat(found.technician()).isEqualTo("T1");
        assertThat(found.before()).containsExactly(2, 5);
        assertThat(found.after()).containsExactly(4, 5);
        assertThat(found.controlBefore()).isCloseTo(0.7, within(1e-12));
        assertThat(found.controlAfter()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void theDaysOfTheCourseItselfAndThoseBeyondTheWindowDoNotCount() {
        trained("T1");
        others();
        jobs("T1", COMPLETED.minusDays(WINDOW + 1), 100, 100);
        jobs("T1", COMPLETED.minusDays(WINDOW), 1, 1);
        jobs("T1", STARTED.minusDays(1), 1, 1);
        jobs("T1", STARTED, 100, 100);
        jobs("T1", COMPLETED, 100, 100);
        jobs("T1", COMPLETED.plusDays(1), 1, 2);
        jobs("T1", COMPLETED.plusDays(WINDOW), 1, 2);
        jobs("T1", COMPLETED.plusDays(WINDOW + 1), 100, 100);

        Trained found = compare(LATER).trained().get(0);

        assertThat(found.before()).containsExactly(2, 2);
        assertThat(found.after()).containsExactly(2, 4);
    }

    @Test
    void aCourseWhoseWindowIsNotOverIsNotJudgedYet() {
        trained("T1");
        others();
        jobs("T1", STARTED.minusDays(1), 1, 2);
        jobs("T1", COMPLETED.plusDays(1), 1, 2);

        assertThat(compare(COMPLETED.plusDays(WINDOW - 1)).trained()).isEmpty();
        assertThat(compare(COMPLETED.plusDays(WINDOW)).trained()).hasSize(1);
    }

    @Test
    void whoWasTrainedBeforeTheWindowEndsIsNoControlWhoIsTrainedLaterIs() {
        trained("T1");
        taken.add(course("T2", "C1", STARTED.minusYears(1), COMPLETED.minusYears(1)));
        taken.add(course("T3", "C1", COMPLETED.plusDays(WINDOW), COMPLETED.plusDays(WINDOW + 1)));
        for (String each : List.of("T1", "T2", "T3")) {
            jobs(each, STARTED.minusDays(1), 1, 2);
            jobs(each, COMPLETED.plusDays(1), 1, 2);
        }

        assertThat(compare(LATER).controls()).extracting(Control::technician).containsExactly("T3");
    }

    @Test
    void withoutJobsOnBothSidesOfTheCourseNobodyIsCompared() {
        trained("T1");
        others();
        jobs("T1", COMPLETED.plusDays(1), 1, 2);

        RegionEffect found = compare(LATER);

        assertThat(found.trained()).isEmpty();
        assertThat(found.controls()).isEmpty();
    }

    @Test
    void whatControlsMovedCancelsOutBecauseTheirRateIsTheirOwnMean() {
        trained("T1");
        jobs("T1", STARTED.minusDays(1), 3, 6);
        jobs("T1", COMPLETED.plusDays(1), 5, 7);
        jobs("T2", STARTED.minusDays(1), 9, 10);
        jobs("T2", COMPLETED.plusDays(1), 2, 10);
        jobs("T3", STARTED.minusDays(1), 0, 3);
        jobs("T3", COMPLETED.plusDays(1), 4, 5);

        List<Control> controls = compare(LATER).controls();

        assertThat(controls).hasSize(2);
        assertThat(controls.stream().mapToDouble(Control::before).sum()).isCloseTo(0, within(1e-12));
        assertThat(controls.stream().mapToDouble(Control::after).sum()).isCloseTo(0, within(1e-12));
        // T2 fixed 9 of 10 where 9 of 13 were fixed, which counts as often as T1 had jobs.
        assertThat(controls.get(0).before()).isCloseTo(6 * (9 - 9 / 13.0 * 10) / 13, within(1e-12));
    }

    private RegionEffect compare(LocalDate day) {
        List<RegionEffect> effects = new ArrayList<>();
        RegionJobs.bySkillAndRegion(jobs.iterator())
                .get(0)
                .compared(taken, List.of(WINDOW), (int) day.toEpochDay())
                .forEachRemaining(effects::add);
        assertThat(effects).hasSize(1);
        return effects.get(0);
    }

    private void trained(String technician) {
        taken.add(course(technician, "C1", STARTED, COMPLETED));
    }

    private static CourseTaken course(String technician, String course, LocalDate started, LocalDate completed) {
        return new CourseTaken(technician, "heating", course, true, started, completed);
    }

    private void others() {
        jobs("T2", STARTED.minusDays(1), 1, 2);
        jobs("T2", COMPLETED.plusDays(1), 1, 2);
    }

    private void jobs(String technician, LocalDate day, long fixed, long all) {
        jobs.add(new DayJobs("heating", "north", technician, (int) day.toEpochDay(), fixed, all));
    }
}
