package aftercare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilsonTest {
    @ParameterizedTest
    @CsvSource({"81, 263, .2553, .3662", "15, 148, .0624, .1605", "0, 20, 0, .1611", "1, 29, .0061, .1718"})
    void theIntervalsAreThoseOfNewcombe1998(long successes, long n, double low, double high) {
        Interval interval = Wilson.interval(successes, n);

        assertThat(interval.low()).isCloseTo(low, within(5e-5));
        assertThat(interval.high()).isCloseTo(high, within(5e-5));
    }

    @Test
    void noSuccessAtAllStartsAtZeroAndNoFailureAtAllEndsAtOne() {
        assertThat(Wilson.interval(0, 20).low()).isZero();
        assertThat(Wilson.interval(20, 20).high()).isEqualTo(1);
    }

    @Property(tries = 200)
    void theRateLiesInsideAndFailuresMirrorSuccesses(
            @ForAll @IntRange(max = 500) int successes, @ForAll @IntRange(min = 1, max = 500) int failures) {
        int n = successes + failures;
        Interval interval = Wilson.interval(successes, n);
        Interval mirrored = Wilson.interval(failures, n);

        assertThat((double) successes / n).isBetween(interval.low(), interval.high());
        assertThat(mirrored.low()).isCloseTo(1 - interval.high(), within(1e-12));
        assertThat(mirrored.high()).isCloseTo(1 - interval.low(), within(1e-12));
    }

    @Test
    void nothingOfNothingIsRefused() {
        assertThatThrownBy(() -> Wilson.interval(0, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
