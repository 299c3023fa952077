package aftercare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MeanCumulativeFunctionTest {
    /** The example of the reliability literature for repairable systems: five units, the last age of each is where watching ended. */
    private final MeanCumulativeFunction published = MeanCumulativeFunction.of(
            new double[][] {{5, 10, 15}, {6, 13, 17}, {12, 20, 25}, {13, 15}, {16, 22, 25}},
            new double[] {17, 19, 26, 24, 28});

    @Test
    void thePublishedExampleIsReproduced() {
        assertThat(published.at(4.9)).isZero();
        assertThat(published.at(5)).isCloseTo(0.2, within(1e-9));
        assertThat(published.at(20)).isCloseTo(2.33333, within(5e-6));
        assertThat(published.at(100)).isCloseTo(3.66667, within(5e-6));
    }

    @Test
    void countsByAgeGiveTheSameAsUnitsThatAreAllWatchedThroughout() {
        double[] counted = MeanCumulativeFunction.ofCounts(new double[] {2, 1, 3}, new double[] {4, 4, 4});
        assertThat(counted).containsExactly(0.5, 0.75, 1.5);
    }

    @Test
    void anAgeNobodyReachedAddsNothing() {
        assertThat(MeanCumulativeFunction.ofCounts(new double[] {2, 0}, new double[] {4, 0}))
                .containsExactly(0.5, 0.5);
    }
}
