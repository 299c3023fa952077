package aftercare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PenalizedPoissonTest {
    private static final double[][] LINE = {{1, 0}, {1, 1}, {1, 2}, {1, 3}};

    private static double[][] ridge(double strength) {
        return new double[][] {{1e-9, 0}, {0, strength}};
    }

    @Test
    void unpenalisedItFindsTheExponentialThatTheCountsFollow() {
        double[] exposure = {100, 200, 50, 400};
        double[] counts = new double[4];
        for (int i = 0; i < 4; i++) {
            counts[i] = exposure[i] * Math.exp(-2 + 0.3 * i);
        }
        PenalizedPoisson fit = PenalizedPoisson.fit(LINE, counts, exposure, ridge(1e-9));
        assertThat(fit.coefficients()[0]).isCloseTo(-2, within(1e-6));
        assertThat(fit.coefficients()[1]).isCloseTo(0.3, within(1e-6));
        assertThat(fit.deviance()).isCloseTo(0, within(1e-9));
        assertThat(fit.freedom()).isCloseTo(2, within(1e-6));
    }

    @Test
    void theErrorOfAPlainRateIsOneOverTheRootOfItsCount() {
        PenalizedPoisson fit = PenalizedPoisson.fit(
                new double[][] {{1}}, new double[] {25}, new double[] {1000}, new double[][] {{1e-9}});
        assertThat(fit.logSd(new double[] {1})).isCloseTo(0.2, within(1e-6));
    }

    @Test
    void whatTheCountsDoNotShowIsPenalisedAway() {
        PenalizedPoisson flat = PenalizedPoisson.best(
                LINE,
                new double[] {10, 11, 9, 10},
                new double[] {1, 1, 1, 1},
                PenalizedPoissonTest::ridge,
                List.of(0.1, 1e5));
        assertThat(flat.coefficients()[1]).isCloseTo(0, within(1e-3));
        PenalizedPoisson steep = PenalizedPoisson.best(
                LINE,
                new double[] {100, 200, 400, 800},
                new double[] {1, 1, 1, 1},
                PenalizedPoissonTest::ridge,
                List.of(0.1, 1e5));
        assertThat(steep.coefficients()[1]).isCloseTo(Math.log(2), within(0.01));
    }

    @Test
    void observationsWithoutExposureSayNothing() {
        PenalizedPoisson fit = PenalizedPoisson.fit(
                new double[][] {{1}, {1}}, new double[] {5, 7}, new double[] {10, 0}, new double[][] {{1e-9}});
        assertThat(fit.coefficients()[0]).isCloseTo(Math.log(0.5), within(1e-6));
    }
}
