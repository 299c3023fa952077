package aftercare.timeseries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AccuracyTest {
    private static final double[] ACTUAL = {10, 20, 30};
    private static final double[] FORECAST = {12, 18, 24};

    @Test
    void measuresAreThoseComputedByHand() {
        assertThat(Accuracy.meanAbsoluteError(ACTUAL, FORECAST)).isCloseTo(10 / 3.0, within(1e-12));
        assertThat(Accuracy.wape(ACTUAL, FORECAST)).isCloseTo(10 / 60.0, within(1e-12));
        assertThat(Accuracy.bias(ACTUAL, FORECAST)).isCloseTo(-6 / 60.0, within(1e-12));
        assertThat(Accuracy.smape(ACTUAL, FORECAST))
                .isCloseTo(200 / 3.0 * (2 / 22.0 + 2 / 38.0 + 6 / 54.0), within(1e-12));
        assertThat(Accuracy.coverage(ACTUAL, new double[] {10, 21, 0}, new double[] {11, 22, 40}))
                .isCloseTo(2 / 3.0, within(1e-12));
        assertThat(Accuracy.width(new double[] {0, 1}, new double[] {1, 4})).isEqualTo(2);
        assertThat(Accuracy.pinball(ACTUAL, FORECAST, .9)).isCloseTo((.2 + .9 * 2 + .9 * 6) / 3, within(1e-12));
    }

    @Test
    void scalesAreErrorsOfRepeatingTheLastSeason() {
        double[] history = {1, 5, 2, 8};

        assertThat(Accuracy.naiveError(history, 2)).isEqualTo(2);
        assertThat(Accuracy.naiveSquaredError(history, 2)).isEqualTo(5);
        assertThat(Accuracy.mase(history, 2, new double[] {4}, new double[] {7}))
                .isEqualTo(1.5);
        assertThat(Accuracy.rmsse(history, 2, new double[] {4}, new double[] {9}))
                .isCloseTo(Math.sqrt(5), within(1e-12));
    }

    @Test
    void aHistoryNotLongerThanASeasonIsScaledByItsSteps() {
        assertThat(Accuracy.naiveError(new double[] {1, 5, 2}, 12)).isEqualTo(3.5);
        assertThat(Accuracy.naiveError(new double[] {1}, 12)).isNaN();
    }
}
