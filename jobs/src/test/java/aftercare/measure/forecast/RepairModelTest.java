package aftercare.measure.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class RepairModelTest {
    private static final double[] LEVELS = {0.8, 1.3, 1};
    private static final double[] DESIGN = {0.115, 0.187, 0.144};
    private static final double[] REGIONS = {1.2, 0.9, 1, 0.9};

    private final KnownFleet known = new KnownFleet(
            LEVELS, DESIGN, REGIONS, 0.1, (model, region, month) -> model == 2 && month < 34 ? 0 : 25, 11);
    private final RepairModel model = RepairModel.fit(known.history, known.delays);

    @Test
    void theRateAtEachAgeIsFoundAgain() {
        for (int age : new int[] {0, 1, 3, 6, 12, 24, 36, 48, 60, 72}) {
            double found = model.shape.rate()[age] * model.modelLevel[0] * mean(model.regionLevel);
            assertThat(found)
                    .as("age %d", age)
                    .isCloseTo(LEVELS[0] * KnownFleet.rate(age), Percentage.withPercentage(15));
        }
    }

    @Test
    void theTruthLiesWithinTheErrorsStatedForIt() {
        int within = 0;
        int ages = 72;
        for (int age = 0; age < ages; age++) {
            double error = Math.log(model.shape.rate()[age]
                    * model.modelLevel[0]
                    * mean(model.regionLevel)
                    / (LEVELS[0] * KnownFleet.rate(age)));
            within += Math.abs(error) < 2.5 * Math.hypot(model.shape.logSd()[age], model.modelLevelSd[0]) ? 1 : 0;
        }
        assertThat(within).isGreaterThan(ages * 9 / 10);
    }

    @Test
    void modelsAndRegionsAreFoundAgain() {
        assertThat(model.modelLevel[1] / model.modelLevel[0]).isCloseTo(1.3 / 0.8, Percentage.withPercentage(7));
        for (int r = 0; r < REGIONS.length; r++) {
            assertThat(model.regionLevel[r] / mean(model.regionLevel)).isCloseTo(REGIONS[r], within(0.08));
        }
    }

    @Test
    void eachClimateZoneHasItsOwnSeason() {
        for (int month = 0; month < 12; month++) {
            assertThat(model.seasons[0][month]).isCloseTo(KnownFleet.season(0, month), within(0.12));
            assertThat(model.seasons[1][month]).isCloseTo(KnownFleet.season(1, month), within(0.12));
        }
        assertThat(java.util.Arrays.stream(model.seasons[0]).sum()).isCloseTo(12, within(1e-9));
    }

    @Test
    void aNewModelStartsFromItsDesignRateAndTheWeightOfDesignRatesIsLearned() {
        // Design rates are right here, so they are trusted more than at the outset.
        assertThat(model.designWeight).isGreaterThan(0.75);
        assertThat(model.modelLevel[2] / model.modelLevel[0]).isCloseTo(1 / 0.8, Percentage.withPercentage(20));
        assertThat(model.modelLevelSd[2]).isGreaterThan(3 * model.modelLevelSd[0]);
    }

    @Test
    void noRepairIsDroppedForWantOfADateOfSale() {
        double spread = 0;
        double lifted = 0;
        for (int m = 0; m < LEVELS.length; m++) {
            spread += java.util.Arrays.stream(model.repairsAtAge[m]).sum();
            for (double[] months : model.lifted[m]) {
                lifted += java.util.Arrays.stream(months).sum();
            }
        }
        assertThat(spread).isCloseTo(lifted, Percentage.withPercentage(0.001));
    }

    @Test
    void expectedRepairsAddUpToThoseSeen() {
        double expected = 0;
        double lifted = 0;
        for (int m = 0; m < LEVELS.length; m++) {
            for (int r = 0; r < REGIONS.length; r++) {
                expected += java.util.Arrays.stream(model.expected[m][r]).sum();
                lifted += java.util.Arrays.stream(model.lifted[m][r]).sum();
            }
        }
        assertThat(expected).isCloseTo(lifted, Percentage.withPercentage(2));
    }

    @Test
    void theLastMonthsAreLiftedForWhatIsStillToBeReported() {
        assertThat(model.reported[KnownFleet.MONTHS - 1]).isCloseTo(0.9, within(0.02));
        assertThat(model.reported[KnownFleet.MONTHS - 2]).isCloseTo(0.99, within(0.01));
        assertThat(model.reported[0]).isEqualTo(1);
    }

    @Test
    void whatBecameKnownLaterWasNotSeenAtAPastOrigin() {
        RepairModel then = RepairModel.fit(known.history, known.delays, 20, Horizons.ages(known.fleet));
        int knownThen = known.history.known(0, 0, 20, 20);
        assertThat(then.lifted[0][0][20]).isCloseTo(knownThen / then.reported[20], within(1e-9));
        assertThat(then.lifted[0][0]).hasSize(21);
    }

    @Test
    void aFleetWithoutAnyRepairIsExpectedToHaveFew() {
        CategoryHistory silent = new CategoryHistory(known.fleet);
        for (int s = -KnownFleet.BEFORE; s < KnownFleet.MONTHS; s++) {
            silent.sold(0, 0, s, 10);
        }
        Delays none = new Delays(new long[KnownFleet.MONTHS][CategoryHistory.DELAYS]);
        RepairModel fitted = RepairModel.fit(silent, none);
        assertThat(fitted.shape.rate()[24] * fitted.modelLevel[0]).isBetween(0.0, 0.001);
    }

    @Test
    void aFleetNobodyHasSeenTakesTheDesignRate() {
        Delays none = new Delays(new long[KnownFleet.MONTHS][CategoryHistory.DELAYS]);
        RepairModel fitted = RepairModel.fit(
                new CategoryHistory(known.fleet), none, KnownFleet.MONTHS - 1, Horizons.ages(known.fleet));
        assertThat(fitted.shape.rate()[12]).isCloseTo((0.115 + 0.187 + 0.144) / 3 / 12, within(1e-9));
    }

    private static double mean(double[] values) {
        return java.util.Arrays.stream(values).average().orElseThrow();
    }
}
