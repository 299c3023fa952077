package aftercare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountTailTest {
    /**
     * Poisson: tables of the cumulative distribution (Pearson and Hartley, Biometrika Tables, table 7) and SciPy's
     * poisson.sf.
     */
    @ParameterizedTest
    @CsvSource({"5, 2, 0.0526530173", "10, 3.5, 0.00331494426", "1, 1.3, 0.727468207", "400, 300, 2.20665201e-8"})
    void withoutVarianceTheTailIsPoissons(long observed, double expected, double tail) {
        assertThat(CountTail.upper(observed, expected, 0)).isCloseTo(tail, Percentage.withPercentage(1e-5));
    }

    /** Negative binomial: SciPy's nbinom.sf(k - 1, 1/v, 1/(1 + v mean)), and by hand 7/64 for the first. */
    @ParameterizedTest
    @CsvSource({"5, 2, 0.5, 0.109375", "20, 8, 0.1, 0.006724177207", "40, 10, 0.05, 6.70504635546e-8"})
    void withVarianceTheTailIsTheNegativeBinomials(long observed, double expected, double variance, double tail) {
        assertThat(CountTail.upper(observed, expected, variance)).isCloseTo(tail, Percentage.withPercentage(1e-5));
    }

    @Test
    void asTheVarianceVanishesTheTwoMeet() {
        assertThat(CountTail.upper(9, 3, 1e-8)).isCloseTo(CountTail.upper(9, 3, 0), within(1e-8));
    }

    @Test
    void noEventsAreNoSurprise() {
        assertThat(CountTail.upper(0, 3, 0.2)).isEqualTo(1);
    }

    @Test
    void farOutTheTailStillHasDigits() {
        assertThat(CountTail.upper(300, 20, 0)).isPositive().isLessThan(1e-200);
    }

    /** Garwood (1936), table of 95 % limits: 0 gives 0 and 3.689, 10 gives 4.795 and 18.390. */
    @ParameterizedTest
    @CsvSource({"0, 0, 3.689", "10, 4.795, 18.390", "1, 0.0253, 5.572"})
    void theMeanOfACountHasGarwoodsLimits(long observed, double low, double high) {
        assertThat(CountTail.mean(observed, 0.95).low()).isCloseTo(low, within(5e-4));
        assertThat(CountTail.mean(observed, 0.95).high()).isCloseTo(high, within(5e-4));
    }

    @Test
    void nothingExpectedIsRefused() {
        assertThatThrownBy(() -> CountTail.upper(3, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
