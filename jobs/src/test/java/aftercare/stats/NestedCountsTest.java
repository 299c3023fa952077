package aftercare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.hipparchus.distribution.continuous.GammaDistribution;
import org.junit.jupiter.api.Test;

class NestedCountsTest {
    @Test
    void ofOneCountItIsTheTailOfItsDistribution() {
        assertThat(NestedCounts.anyReaches(new double[] {2}, new long[] {7}, 0, 0))
                .isCloseTo(CountTail.upper(7, 2, 0), within(1e-9));
        assertThat(NestedCounts.anyReaches(new double[] {2}, new long[] {7}, 0.1, 0.2))
                .isCloseTo(CountTail.upper(7, 2, 0.1 + 0.2 / 2), within(1e-9));
    }

    @Test
    void ofTwoCountsItIsTheSumOverWhatTheFirstMayBe() {
        // The first is 0 or 1 to stay below its bound, the second adds a Poisson count of mean 1 to it and stays below
        // 3.
        double none = Math.exp(-0.5) * Math.exp(-1) * (1 + 1 + 0.5);
        double one = 0.5 * Math.exp(-0.5) * Math.exp(-1) * (1 + 1);
        assertThat(NestedCounts.anyReaches(new double[] {0.5, 1.5}, new long[] {2, 3}, 0, 0))
                .isCloseTo(1 - none - one, within(1e-9));
    }

    @Test
    void aCountThatIsTheSameAgainAddsNoChance() {
        assertThat(NestedCounts.anyReaches(new double[] {2, 2, 2}, new long[] {7, 7, 7}, 0.1, 0))
                .isCloseTo(CountTail.upper(7, 2, 0.1), within(1e-6));
    }

    @Test
    void whatCountsShareMakesThemAgreeMore() {
        double[] expected = {4, 8};
        long[] bounds = {12, 20};
        double variance = 0.25;
        // The shared mean integrated over its gamma distribution, given which the counts are plain Poisson.
        GammaDistribution mean = new GammaDistribution(1 / variance, variance);
        double sum = 0;
        int points = 4000;
        for (int i = 0; i < points; i++) {
            double level = mean.inverseCumulativeProbability((i + 0.5) / points);
            sum += NestedCounts.anyReaches(new double[] {4 * level, 8 * level}, bounds, 0, 0) / points;
        }
        assertThat(NestedCounts.anyReaches(expected, bounds, variance, 0)).isCloseTo(sum, within(2e-4));
    }
}
