package aftercare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SimplexWeightsTest {
    private static final double[] EVEN = {0.5, 0.5};

    @Test
    void independentErrorsAreWeighedByTheirPrecision() {
        double[] weights = SimplexWeights.leastError(new double[][] {{1, 0}, {0, 4}}, EVEN, 0);
        assertThat(weights[0]).isCloseTo(0.8, within(1e-12));
        assertThat(weights[1]).isCloseTo(0.2, within(1e-12));
    }

    @Test
    void aMethodThatOnlyAddsErrorHasNoWeight() {
        assertThat(SimplexWeights.leastError(new double[][] {{1, 2}, {2, 9}}, EVEN, 0))
                .containsExactly(1, 0);
    }

    @Test
    void weightsHeldHardStayWhereTheyWere() {
        double[] weights = SimplexWeights.leastError(new double[][] {{1, 0}, {0, 4}}, EVEN, 1e6);
        assertThat(weights[0]).isCloseTo(0.5, within(1e-5));
    }

    @Test
    void withoutErrorsThePriorStands() {
        assertThat(SimplexWeights.leastError(new double[2][2], new double[] {0.3, 0.7}, 0.1))
                .containsExactly(0.3, 0.7);
    }
}
