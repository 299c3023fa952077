package aftercare.measure.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannedSalesTest {
    private static final int ORIGIN = 23;

    private final CategoryFleet fleet = new CategoryFleet(
            "fridge",
            List.of(new CategoryFleet.Model("M", 0.1, 24)),
            List.of(new CategoryFleet.Region("R0", 0), new CategoryFleet.Region("R1", 0)),
            List.of("mild"),
            2024 * 12,
            24,
            0,
            new double[0]);
    private final CategoryHistory history = new CategoryHistory(fleet);

    private void plan(String issued, String code, int region, int ahead, double units) {
        history.planned(0, region, ORIGIN + ahead, (int) LocalDate.parse(issued).toEpochDay(), code, units);
    }

    private double[] units(int region, int horizon) {
        return new PlannedSales(history, ORIGIN).units(0, region, horizon);
    }

    @Test
    void ofSeveralPlansForAMonthTheOneIssuedLastCounts() {
        plan("2025-06-01", "P1", 0, 1, 10);
        plan("2025-06-01", "P1", 0, 2, 20);
        plan("2025-12-01", "P2", 0, 1, 11);
        assertThat(units(0, 2)).containsExactly(11, 20);
    }

    @Test
    void aPlanIssuedAfterAPastOriginIsNotSeenThere() {
        plan("2025-11-30", "P1", 0, 0, 10);
        plan("2025-12-01", "P2", 0, 0, 99);
        assertThat(new PlannedSales(history, ORIGIN - 1).units(0, 0, 1)).containsExactly(10);
    }

    @Test
    void aPlanIssuedInTheRunningMonthCountsAfterTheLastFullMonth() {
        plan("2025-12-31", "P1", 0, 1, 10);
        plan("2026-01-10", "P2", 0, 1, 99);
        assertThat(units(0, 1)).containsExactly(99);
    }

    @Test
    void aGapTakesTheMeanOfItsNeighboursAndIsCounted() {
        plan("2025-12-01", "P1", 0, 1, 10);
        plan("2025-12-01", "P1", 0, 3, 20);
        assertThat(units(0, 3)).containsExactly(10, 15, 20);
        assertThat(new PlannedSales(history, ORIGIN).gaps(0, 0, 3)).isEqualTo(1);
        assertThat(new PlannedSales(history, ORIGIN).gaps(0, 1, 3)).isZero();
    }

    @Test
    void beyondThePlanTheSameMonthOfTheYearBeforeIsTaken() {
        history.sold(0, 0, ORIGIN - 9, 7);
        plan("2025-12-01", "P1", 0, 1, 10);
        plan("2025-12-01", "P1", 0, 2, 12);
        double[] units = units(0, 14);
        assertThat(units[2]).isEqualTo(7);
        assertThat(units[12]).isEqualTo(10);
        assertThat(units[13]).isEqualTo(12);
    }

    @Test
    void whatNoPlanNamesSellsNothingMoreWhenOthersArePlanned() {
        history.sold(0, 1, ORIGIN, 50);
        plan("2025-12-01", "P1", 0, 1, 10);
        assertThat(units(1, 2)).containsExactly(0, 0);
    }

    @Test
    void withoutAnyPlanLastYearsSalesRepeat() {
        history.sold(0, 1, ORIGIN - 11, 5);
        assertThat(units(1, 13)[0]).isEqualTo(5);
        assertThat(units(1, 13)[12]).isEqualTo(5);
        assertThat(new PlannedSales(history, ORIGIN).exist()).isFalse();
    }

    @Test
    void aCorrectionBelowZeroIsNotRepeated() {
        history.sold(0, 1, ORIGIN - 11, -5);
        assertThat(units(1, 1)).containsExactly(0);
    }
}
