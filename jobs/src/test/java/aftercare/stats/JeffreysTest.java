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

class JeffreysTest {
    /** R's binom package (method bayes, prior 1/2), as printed in the tests of the R package screenr. */
    @ParameterizedTest
    @CsvSource({
        "76, 97, .6939848, .8564011",
        "97, 6000, .0132043, .0195955",
        "76, 1447, .0419109, .0649212",
        "4532, 4553, .9930909, .9970562"
    })
    void theIntervalsAreThoseOfR(long successes, long n, double low, double high) {
        Interval interval = Jeffreys.interval(successes, n);

        assertThat(interval.low()).isCloseTo(low, within(5e-8));
        assertThat(interval.high()).isCloseTo(high, within(5e-8));
    }

    /** Brown, Cai and DasGupta (2001), table 5; a row that the modified interval leaves as it is. */
    @Test
    void twoOfSevenIsThatOfBrownCaiAndDasGupta() {
        Interval interval = Jeffreys.interval(2, 7);

        assertThat(interval.low()).isCloseTo(.065, within(5e-4));
        assertThat(interval.high()).isCloseTo(.648, within(5e-4));
    }

    @Test
    void noSuccessAtAllStartsAtZeroAndNoFailureAtAllEndsAtOne() {
        assertThat(Jeffreys.interval(0, 20).low()).isZero();
        assertThat(Jeffreys.interval(20, 20).high()).isEqualTo(1);
        assertThat(Jeffreys.interval(0, 20).high())
                .isCloseTo(1 - Jeffreys.interval(20, 20).low(), within(1e-9));
    }

    @Property(tries = 100)
    void aLowerLevelGivesANarrowerIntervalAroundTheSameRate(
            @ForAll @IntRange(min = 1, max = 300) int successes, @ForAll @IntRange(min = 1, max = 300) int failures) {
        Interval ninety = Jeffreys.interval(successes, successes + failures, 0.9);
        Interval ninetyFive = Jeffreys.interval(successes, successes + failures);

        assertThat((double) successes / (successes + failures)).isBetween(ninety.low(), ninety.high());
        assertThat(ninety.low()).isGreaterThan(ninetyFive.low());
        assertThat(ninety.high()).isLessThan(ninetyFive.high());
    }

    @Test
    void whatIsNoProportionOrNoLevelIsRefused() {
        assertThatThrownBy(() -> Jeffreys.interval(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Jeffreys.interval(3, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Jeffreys.interval(1, 2, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
