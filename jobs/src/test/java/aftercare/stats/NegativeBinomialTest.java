package aftercare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NegativeBinomialTest {
    @Test
    void withoutSpreadItIsPoisson() {
        assertThat(Math.exp(new NegativeBinomial(3, 0).logProbability(2))).isCloseTo(4.5 * Math.exp(-3), within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"0.7, 0.5", "12, 0.3", "400, 0.1"})
    void itsVarianceIsTheMeanAndTheSpreadSquared(double mean, double spread) {
        NegativeBinomial counts = new NegativeBinomial(mean, spread);
        double first = 0;
        double second = 0;
        for (int count = 0; count < 3000; count++) {
            double p = Math.exp(counts.logProbability(count));
            first += p * count;
            second += p * count * count;
        }
        assertThat(first).isCloseTo(mean, within(1e-6 * mean));
        assertThat(second - first * first).isCloseTo(mean + spread * mean * spread * mean, within(1e-5 * mean * mean));
    }

    @Test
    void onTheAverageOverMeansAnIntervalHoldsWhatItSaysEvenOfSmallCounts() {
        double covered = 0;
        int means = 400;
        for (int i = 0; i < means; i++) {
            NegativeBinomial counts = new NegativeBinomial(1 + 5.0 * i / means, 0.2);
            double[] interval = counts.quantiles(0.1, 0.9);
            for (int count = 0; count < 100; count++) {
                covered += count >= interval[0] && count <= interval[1]
                        ? Math.exp(counts.logProbability(count)) / means
                        : 0;
            }
        }
        assertThat(covered).isBetween(0.775, 0.825);
    }

    @Test
    void quantilesAscendAndStayClearOfZeroAndOfOverflow() {
        assertThat(java.util.Arrays.stream(new NegativeBinomial(0.01, 1).quantiles(0.1, 0.5, 0.9))
                        .boxed())
                .isSorted()
                .allMatch(quantile -> quantile >= 0);
        double[] large = new NegativeBinomial(250_000, 0.05).quantiles(0.1, 0.5, 0.9);
        assertThat(large[1]).isCloseTo(249_800, within(500.0));
        assertThat(large[2] - large[0]).isCloseTo(2 * 1.2816 * 0.05 * 250_000, within(500.0));
    }

    @Test
    void whatCannotHappenDoesNot() {
        assertThat(new NegativeBinomial(0, 0.3).quantiles(0.1, 0.9)).containsExactly(0, 0);
    }
}
