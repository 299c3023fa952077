package aftercare.measure.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What stated units in service make of units sold: 100 a month, from a year before the first month of repairs on. */
class CohortsTest {
    private static final int BEFORE = 12;
    private static final int MONTHS = 24;
    private static final Offset<Double> NEARLY = within(1e-3);

    private final CategoryHistory history = new CategoryHistory(new CategoryFleet(
            "fridge",
            List.of(new CategoryFleet.Model("M", Double.NaN, 24)),
            List.of(new CategoryFleet.Region("R", 0)),
            List.of("cold"),
            2024 * 12,
            MONTHS,
            BEFORE,
            new double[0]));

    private void sellEachMonth() {
        for (int month = -BEFORE; month < MONTHS; month++) {
            history.sold(0, 0, month, 100);
        }
    }

    private double inService(int month, int origin) {
        return new Stock(history.fleet, history.cohorts(0, 0, origin), 24)
                .at(month)
                .inService();
    }

    @Test
    void whereNothingIsStatedUnitsSoldCount() {
        sellEachMonth();
        assertThat(history.cohorts(0, 0, MONTHS - 1).areStated()).isFalse();
        assertThat(inService(11, MONTHS - 1)).isCloseTo(2400, NEARLY);
    }

    @Test
    void aReadingSetsTheLevelThatSalesCarryOn() {
        sellEachMonth();
        history.stated(0, 0, 11, 1200);
        assertThat(inService(11, MONTHS - 1)).isCloseTo(1200, NEARLY);
        assertThat(inService(14, MONTHS - 1)).isCloseTo(1500, NEARLY);
    }

    @Test
    void beforeTheFirstReadingUnitsLeftAtAnEvenPaceAndNoneBeforeTheyWereSold() {
        sellEachMonth();
        history.stated(0, 0, 11, 1200);
        assertThat(inService(-BEFORE, MONTHS - 1)).isCloseTo(100, NEARLY);
        assertThat(inService(10, MONTHS - 1)).isBetween(1150.0, 1250.0);
    }

    @Test
    void aReadingAboveSalesCountsUnitsThatWereThereBeforeThem() {
        sellEachMonth();
        history.stated(0, 0, 11, 5000);
        assertThat(inService(11, MONTHS - 1)).isCloseTo(5000, NEARLY);
        assertThat(history.cohorts(0, 0, MONTHS - 1).at(0, 11 + BEFORE)).isCloseTo(2700, NEARLY);
    }

    @Test
    void olderUnitsLeaveFirstAndNoCohortFallsBelowZero() {
        sellEachMonth();
        history.stated(0, 0, 10, 2300);
        history.stated(0, 0, 11, 150);
        Cohorts cohorts = history.cohorts(0, 0, MONTHS - 1);
        int now = 11 + BEFORE;
        for (int sale = 1; sale <= now; sale++) {
            assertThat(cohorts.at(sale, now)).isGreaterThanOrEqualTo(cohorts.at(sale - 1, now));
            assertThat(cohorts.at(sale, now)).isBetween(0.0, 100.0);
        }
        assertThat(inService(11, MONTHS - 1)).isCloseTo(150, NEARLY);
    }

    @Test
    void zeroSaysThatNoneIsLeftAndUnitsCanComeBack() {
        sellEachMonth();
        history.stated(0, 0, 11, 0);
        assertThat(inService(11, MONTHS - 1)).isCloseTo(0, NEARLY);
        assertThat(inService(12, MONTHS - 1)).isCloseTo(100, NEARLY);
    }

    @Test
    void anOriginKnowsOnlyTheReadingsUpToIt() {
        sellEachMonth();
        history.stated(0, 0, 20, 10);
        assertThat(history.cohorts(0, 0, 19).areStated()).isFalse();
        assertThat(inService(19, 19)).isCloseTo(3200, NEARLY);
    }

    @Test
    void whatLeavesMonthAfterMonthGoesOnLeavingAndWhatLeftOnceDoesNot() {
        sellEachMonth();
        for (int month = 12; month < MONTHS; month++) {
            history.stated(0, 0, month, 2500);
        }
        Cohorts leaving = history.cohorts(0, 0, MONTHS - 1);
        double[] ones = new double[100];
        Arrays.fill(ones, 1);
        assertThat(leaving.convolved(MONTHS + BEFORE + 5, ones)).isLessThan(2100);

        CategoryHistory once = new CategoryHistory(history.fleet);
        for (int month = -BEFORE; month < MONTHS; month++) {
            once.sold(0, 0, month, 100);
        }
        for (int month = 12; month < MONTHS; month++) {
            once.stated(0, 0, month, 100 * (month + 1 + BEFORE) - (month < 20 ? 0 : 1500));
        }
        Cohorts left = once.cohorts(0, 0, MONTHS - 1);
        assertThat(left.convolved(MONTHS + BEFORE + 5, ones)).isCloseTo(2100, NEARLY);
    }

    @Test
    void withoutShipmentsThereIsOneRateAndLastYearsGrowthGoesOn() {
        for (int month = 0; month < MONTHS; month++) {
            history.stated(0, 0, month, 1000 + 10 * month);
            history.repaired(0, 0, month, 5, 0, 10 + month / 10);
        }
        RepairModel model = RepairModel.fit(history, new Delays(new long[MONTHS][CategoryHistory.DELAYS]));
        assertThat(model.hasUnits(0, 0)).isTrue();
        assertThat(model.ages).isEqualTo(1);
        PlannedSales plans = new PlannedSales(history, MONTHS - 1);
        assertThat(plans.units(0, 0, 3)).containsExactly(new double[] {10, 10, 10}, within(0.01));
        Projection.Expected expected = new Projection(model, plans, 3).of(0, 0);
        assertThat(expected.units()[0]).isCloseTo(1235, within(1.0));
        assertThat(expected.total(0)).isCloseTo(12, within(2.0));
    }
}
