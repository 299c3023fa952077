package aftercare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GammaPoissonShrinkageTest {
    /** Gaver and O'Muircheartaigh, Technometrics 29 (1987), table 3: failures and thousands of hours of ten pumps. */
    private static final double[] FAILURES = {5, 1, 5, 14, 3, 19, 1, 1, 4, 22};

    private static final double[] HOURS = {94.32, 15.72, 62.88, 125.76, 5.24, 31.44, 1.048, 1.048, 2.096, 10.48};

    private final GammaPoissonShrinkage pumps = GammaPoissonShrinkage.fit(FAILURES, HOURS);

    @Test
    void thePumpsHaveTheirPublishedPrior() {
        assertThat(pumps.shape()).isCloseTo(0.8223, within(5e-5));
        assertThat(pumps.rate()).isCloseTo(1.2590, within(5e-4));
    }

    @Test
    void thePumpsHaveTheirPublishedMeans() {
        double[] published = {0.0609, 0.1073, 0.0908, 0.1167, 0.5881, 0.6062, 0.7899, 0.7899, 1.4374, 1.9441};
        for (int i = 0; i < published.length; i++) {
            assertThat(pumps.shrink(FAILURES[i], HOURS[i])).isCloseTo(published[i], within(1e-4));
        }
    }

    @Test
    void aMemberOfWhichNothingWasSeenTakesTheMeanOfAll() {
        assertThat(pumps.shrink(0, 0)).isCloseTo(pumps.mean(), within(1e-9));
    }

    @Test
    void membersThatDoNotDifferBeyondChanceAllTakeThePooledRate() {
        GammaPoissonShrinkage alike = GammaPoissonShrinkage.fit(new double[] {10, 20, 30}, new double[] {1, 2, 3});
        assertThat(alike.shrink(10, 1)).isCloseTo(10, within(1e-3));
        assertThat(alike.shrink(0, 100)).isCloseTo(10, within(1e-3));
    }

    @Test
    void withAKnownMeanOnlyTheShapeIsFitted() {
        GammaPoissonShrinkage around =
                GammaPoissonShrinkage.fitAround(1, new double[] {50, 150, 200, 60}, new double[] {100, 100, 100, 100});
        assertThat(around.mean()).isCloseTo(1, within(1e-9));
        assertThat(around.shrink(0, 100)).isLessThan(0.5);
        assertThat(around.weighingAtMost(1).shape()).isEqualTo(1);
    }

    @Test
    void nobodySeenIsNoError() {
        assertThat(GammaPoissonShrinkage.fit(new double[] {0, 0}, new double[] {0, 0})
                        .shrink(0, 0))
                .isZero();
    }
}
