package aftercare.measure.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aftercare.contract.TrainingPolicy;
import aftercare.measure.training.SeatPlan.Seat;
import aftercare.table.TrainingEffectTable;
import aftercare.table.TrainingNeedTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Seats in courses, planned at the end of October: the next quarter begins with January. */
class SeatPlanTest {
    private static final LocalDate DAY = LocalDate.of(2026, 10, 31);
    private static final LocalDate JANUARY = LocalDate.of(2027, 1, 1);
    private static final LocalDate APRIL = LocalDate.of(2027, 4, 1);
    private static final LocalDate JULY = LocalDate.of(2027, 7, 1);
    private static final LocalDate OCTOBER = LocalDate.of(2027, 10, 1);

    private final TrainingPolicy policy = TrainingPolicy.load();
    private final List<TrainingNeedTable.Values> needs = new ArrayList<>();
    private final List<TrainingEffectTable.Values> effects = new ArrayList<>();

    @Test
    void skillsTaughtByOneCourseShareASeatAndAddUp() {
        need("T1", "cold", "cooling", "annual", 3.0, 150.0, 10);
        need("T1", "cold", "gas", "annual", 2.0, null, 5);
        need("T1", "hot", "heating", "annual", 1.0, 50.0, 4);

        List<Seat> seats = plan(Map.of("cooling", 300.0, "gas", 500.0));

        assertThat(seats).extracting(Seat::course).containsExactly("cold", "hot");
        Seat cold = seats.get(0);
        assertThat(cold.skills()).containsExactly("cooling", "gas");
        assertThat(cold.failedVisits()).isCloseTo(5, within(1e-12));
        assertThat(cold.priority()).isCloseTo(15, within(1e-12));
        assertThat(cold.courseCost()).isCloseTo(400, within(1e-12));
    }

    @Test
    void moneyThatIsNotKnownIsNotZero() {
        need("T1", "cold", "cooling", "annual", 3.0, null, 10);

        assertThat(plan(Map.of())).singleElement().satisfies(seat -> {
            assertThat(seat.costAtStake()).isNull();
            assertThat(seat.courseCost()).isNull();
        });

        need("T1", "cold", "gas", "annual", 2.0, 80.0, 5);
        assertThat(plan(Map.of()).get(0).costAtStake()).isEqualTo(80.0);
    }

    @Test
    void theMostUrgentPlanOfASeatDecidesItsQuarter() {
        need("T1", "cold", "cooling", "annual", 1, 1.0, 1);
        need("T1", "cold", "gas", "onboarding", 1, 1.0, 1);
        need("T2", "cold", "cooling", "regional", 1, 1.0, 1);
        need("T3", "cold", "cooling", "special", 1, 1.0, 1);

        assertThat(plan(Map.of()))
                .extracting(Seat::technician, Seat::plan, Seat::quarter)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("T1", "onboarding", JANUARY),
                        org.assertj.core.groups.Tuple.tuple("T2", "regional", APRIL),
                        org.assertj.core.groups.Tuple.tuple("T3", "special", JANUARY));
    }

    @Test
    void annualSeatsOfACourseFillFourQuartersTheMostPressingFirst() {
        for (int i = 1; i <= 8; i++) {
            need("T" + i, "cold", "cooling", "annual", 1, 1.0, i);
        }

        List<Seat> seats = new ArrayList<>(plan(Map.of()));
        seats.sort(Comparator.comparing(Seat::technician));

        assertThat(seats)
                .extracting(Seat::quarter)
                .containsExactly(OCTOBER, OCTOBER, JULY, JULY, APRIL, APRIL, JANUARY, JANUARY);
    }

    @Test
    void ofNeedsThatPressAlikeTheOrderOfRowsDecidesNothing() {
        need("T1", "cold", "cooling", "annual", 1, 1.0, 1);
        need("T2", "cold", "cooling", "annual", 1, 1.0, 1);
        List<Seat> one = plan(Map.of());
        java.util.Collections.reverse(needs);

        assertThat(plan(Map.of())).isEqualTo(one);
        assertThat(one).extracting(Seat::quarter).containsExactly(JANUARY, JULY);
    }

    @Test
    void aSeatForSeveralSkillsIsBookedIfTheCourseWorkedInOneAndSavesWhatIsKnown() {
        need("T1", "cold", "cooling", "annual", 1, 1.0, 1);
        need("T1", "cold", "gas", "annual", 1, 1.0, 1);
        need("T2", "cold", "gas", "annual", 1, 1.0, 1);
        effect("cooling", "book", 0.5, 360);
        effect("gas", "review", -0.2, 180);

        List<Seat> seats = plan(Map.of());

        assertThat(seats)
                .extracting(Seat::technician, Seat::advice)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("T1", Advice.BOOK),
                        org.assertj.core.groups.Tuple.tuple("T2", Advice.REVIEW));
        Seat booked = seats.stream()
                .filter(seat -> seat.advice() == Advice.BOOK)
                .findFirst()
                .orElseThrow();
        assertThat(booked.savedDays()).isEqualTo(360);
        assertThat(booked.savedVisits()).isCloseTo(0.1 * 10 * 360 / 365, within(1e-9));
    }

    @Test
    void whoWaitsForACourseToBeReviewedTakesNobodysSeat() {
        need("T1", "cold", "cooling", "annual", 1, 1.0, 9);
        need("T2", "cold", "gas", "annual", 1, 1.0, 8);
        effect("cooling", "review", 0.01, 180);

        assertThat(plan(Map.of()))
                .extracting(Seat::technician, Seat::advice, Seat::quarter)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("T1", Advice.REVIEW, JANUARY),
                        org.assertj.core.groups.Tuple.tuple("T2", Advice.TRY, JANUARY));
    }

    @Test
    void quartersAreThoseOfTheCalendar() {
        assertThat(SeatPlan.quarter(LocalDate.of(2026, 9, 30), 1)).isEqualTo(LocalDate.of(2026, 10, 1));
        assertThat(SeatPlan.quarter(LocalDate.of(2026, 10, 1), 1)).isEqualTo(JANUARY);
        assertThat(SeatPlan.quarter(LocalDate.of(2026, 12, 31), 4)).isEqualTo(OCTOBER);
    }

    private List<Seat> plan(Map<String, Double> costs) {
        return SeatPlan.of(List.copyOf(needs), costs, new CourseFindings(policy, effects), DAY);
    }

    private void effect(String skill, String advice, double effect, int days) {
        effects.add(TrainingEffectTable.of(TrainingEffectTable.row()
                .skill(skill)
                .course("cold")
                .windowDays(days)
                .effect(effect)
                .decides(true)
                .advice(advice)
                .build()));
    }

    private void need(
            String technician,
            String course,
            String skill,
            String plan,
            double failedVisits,
            Double costAtStake,
            double priority) {
        needs.add(TrainingNeedTable.of(TrainingNeedTable.row()
                .technicianId(technician)
                .course(course)
                .skill(skill)
                .plan(plan)
                .outletId("O1")
                .regionId("north")
                .gap(0.1)
                .comingJobs(10)
                .failedVisits(failedVisits)
                .costAtStake(costAtStake)
                .priority(priority)
                .build()));
    }
}
