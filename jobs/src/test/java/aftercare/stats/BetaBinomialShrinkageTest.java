package aftercare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BetaBinomialShrinkageTest {
    @Test
    void thePriorIsTheMomentEstimateOfTheDecision() {
        // p = .5, S = 10 (.09 + .09 + .01 + .01) = 2, rho = (2 - .75) / (.25 (40 - 10 - 3)) = 5/27, M = 22/5.
        BetaBinomialShrinkage fit = BetaBinomialShrinkage.fit(new long[] {2, 8, 4, 6}, new long[] {10, 10, 10, 10});

        assertThat(fit.pooledRate()).isEqualTo(.5);
        assertThat(fit.priorStrength()).isCloseTo(4.4, within(1e-9));
        assertThat(fit.shrink(2, 10)).isCloseTo((2 + 2.2) / 14.4, within(1e-12));
    }

    @Test
    void membersOfUnequalSizeAreWeighedByTheirTrials() {
        // Written out member by member, where the code uses sums only.
        BetaBinomialShrinkage fit = BetaBinomialShrinkage.fit(new long[] {16, 16, 30}, new long[] {20, 40, 60});
        double p = 62.0 / 120;
        double spread = 20 * Math.pow(.8 - p, 2) + 40 * Math.pow(.4 - p, 2) + 60 * Math.pow(.5 - p, 2);
        double rho = (spread - p * (1 - p) * 2) / (p * (1 - p) * (120 - 5600.0 / 120 - 2));

        assertThat(fit.priorStrength()).isCloseTo(1 / rho - 1, within(1e-9));
    }

    @Test
    void membersThatDifferNoMoreThanChanceTakeThePooledRate() {
        BetaBinomialShrinkage fit = BetaBinomialShrinkage.fit(new long[] {5, 5, 5}, new long[] {10, 10, 10});

        assertThat(fit.priorStrength()).isInfinite();
        assertThat(fit.shrink(10, 10)).isEqualTo(.5);
    }

    @Test
    void membersThatAreAllOrNothingAreNotShrunk() {
        BetaBinomialShrinkage fit = BetaBinomialShrinkage.fit(new long[] {50, 0}, new long[] {50, 50});

        assertThat(fit.priorStrength()).isZero();
        assertThat(fit.shrink(50, 50)).isEqualTo(1);
        assertThat(fit.shrink(0, 0)).isEqualTo(.5);
    }

    @Test
    void aLoneMemberOneExtremeRateAndSingleTrialsFallBackToThePooledRate() {
        assertThat(BetaBinomialShrinkage.fit(new long[] {3}, new long[] {10}).shrink(3, 10))
                .isEqualTo(.3);
        assertThat(BetaBinomialShrinkage.fit(new long[] {0, 0}, new long[] {10, 5})
                        .shrink(0, 10))
                .isZero();
        assertThat(BetaBinomialShrinkage.fit(new long[] {4, 5}, new long[] {4, 5})
                        .shrink(4, 4))
                .isEqualTo(1);
        assertThat(BetaBinomialShrinkage.fit(new long[] {1, 0}, new long[] {1, 1})
                        .shrink(1, 1))
                .isEqualTo(.5);
    }

    @Test
    void aMemberWithoutTrialsHasNoSayAndTakesThePooledRate() {
        BetaBinomialShrinkage with = BetaBinomialShrinkage.fit(new long[] {2, 8, 0}, new long[] {10, 10, 0});

        assertThat(with).isEqualTo(BetaBinomialShrinkage.fit(new long[] {2, 8}, new long[] {10, 10}));
        assertThat(with.shrink(0, 0)).isEqualTo(.5);
    }

    @Test
    void withoutAnyTrialThereIsNoRate() {
        assertThat(BetaBinomialShrinkage.fit(new long[] {0}, new long[] {0}).shrink(0, 0))
                .isNaN();
    }

    @Property(tries = 200)
    void aShrunkRateLiesBetweenTheMembersOwnAndThePooledRate(
            @ForAll @Size(min = 2, max = 20) int[] seeds, @ForAll @IntRange(min = 1, max = 60) int largest) {
        long[] trials = new long[seeds.length];
        long[] successes = new long[seeds.length];
        for (int i = 0; i < seeds.length; i++) {
            trials[i] = Math.floorMod(seeds[i], largest) + 1;
            successes[i] = Math.floorMod(seeds[i] / 7, (int) trials[i] + 1);
        }
        BetaBinomialShrinkage fit = BetaBinomialShrinkage.fit(successes, trials);

        for (int i = 0; i < seeds.length; i++) {
            double own = (double) successes[i] / trials[i];
            assertThat(fit.shrink(successes[i], trials[i]))
                    .isBetween(Math.min(own, fit.pooledRate()) - 1e-12, Math.max(own, fit.pooledRate()) + 1e-12);
        }
    }
}
