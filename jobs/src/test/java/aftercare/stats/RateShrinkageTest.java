package aftercare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.hipparchus.distribution.continuous.GammaDistribution;
import org.hipparchus.distribution.discrete.PoissonDistribution;
import org.junit.jupiter.api.Test;

class RateShrinkageTest {
    @Test
    void ratesThatDifferByChanceAloneBecomeOne() {
        RateShrinkage fit = RateShrinkage.fit(new long[] {3, 2, 4}, new double[] {100, 100, 100});
        assertThat(fit.variance()).isZero();
        assertThat(fit.shrink(4, 100)).isCloseTo(0.03, within(1e-12));
    }

    @Test
    void littleExposureIsDrawnFurtherThanMuch() {
        RateShrinkage fit = new RateShrinkage(0.02, 0.0002);
        assertThat(fit.shrink(2, 20)).isCloseTo(0.02 + 0.08 / 6, within(1e-12));
        assertThat(fit.shrink(200, 2_000)).isGreaterThan(0.095);
        assertThat(fit.shrink(0, 0)).isEqualTo(0.02);
    }

    /** With gamma distributed rates the moments are known: mean a/b, variance a/b^2. */
    @Test
    void theTrueSpreadOfGammaRatesIsFoundAgain() {
        GammaDistribution rates = new GammaDistribution(2, 0.01);
        int members = 3_000;
        long[] events = new long[members];
        double[] exposures = new double[members];
        for (int i = 0; i < members; i++) {
            exposures[i] = 100 + i % 400;
            double rate = rates.inverseCumulativeProbability((0.5 + i * 0.618034) % 1);
            events[i] =
                    new PoissonDistribution(rate * exposures[i]).inverseCumulativeProbability((0.5 + i * 0.754878) % 1);
        }
        RateShrinkage fit = RateShrinkage.fit(events, exposures);
        assertThat(fit.pooledRate()).isCloseTo(0.02, within(0.001));
        assertThat(fit.variance()).isCloseTo(2 * 0.01 * 0.01, within(0.00003));
    }
}
