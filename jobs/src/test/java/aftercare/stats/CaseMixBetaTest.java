package aftercare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.BetaDistribution;
import org.hipparchus.distribution.discrete.BinomialDistribution;
import org.hipparchus.random.RandomDataGenerator;
import org.junit.jupiter.api.Test;

class CaseMixBetaTest {
    private static final int MEMBERS = 400;

    @Test
    void theStrengthThatMadeTheMembersIsFoundAgain() {
        double[] expected = new double[MEMBERS];
        double[] trials = new double[MEMBERS];
        double[] successes = new double[MEMBERS];
        RandomDataGenerator chance = new RandomDataGenerator(11);
        for (int i = 0; i < MEMBERS; i++) {
            expected[i] = i % 2 == 0 ? 0.7 : 0.9;
            trials[i] = 50;
            double rate = chance.nextDeviate(new BetaDistribution(20 * expected[i], 20 * (1 - expected[i])));
            successes[i] = chance.nextDeviate(new BinomialDistribution(50, rate));
        }

        assertThat(CaseMixBeta.fit(successes, trials, expected).strength()).isBetween(15.0, 27.0);
    }

    @Test
    void membersWhoDifferByTheirMixAloneAreTakenToBeAsExpected() {
        double[] expected = {0.5, 0.8, 0.9, 0.7};
        double[] trials = {100, 100, 100, 100};
        double[] successes = {50, 80, 90, 70};

        CaseMixBeta fit = CaseMixBeta.fit(successes, trials, expected);

        assertThat(fit.strength()).isInfinite();
        assertThat(fit.shrink(10, 100, 0.8)).isEqualTo(0.8);
        assertThat(fit.probabilityBelow(0.85, 10, 100, 0.8)).isEqualTo(1);
    }

    @Test
    void fewTrialsAreDrawnToWhatIsExpectedAndManySpeakForThemselves() {
        CaseMixBeta fit = new CaseMixBeta(20);

        assertThat(fit.shrink(2, 4, 0.9)).isCloseTo((2 + 18) / 24.0, within(1e-12));
        assertThat(fit.shrink(500, 1000, 0.9)).isCloseTo(518 / 1020.0, within(1e-12));
        assertThat(fit.probabilityBelow(0.9, 500, 1000, 0.9)).isGreaterThan(0.999);
        Interval interval = fit.interval(2, 4, 0.9);
        assertThat(fit.probabilityBelow(interval.low(), 2, 4, 0.9)).isCloseTo(0.025, within(1e-3));
        assertThat(interval.high()).isGreaterThan(interval.low());
    }

    @Test
    void membersWithoutTrialsHaveNoSay() {
        double[] trials = new double[50];
        double[] successes = new double[50];
        double[] expected = new double[50];
        Arrays.fill(expected, 0.6);
        for (int i = 0; i < 25; i++) {
            trials[i] = 40;
            successes[i] = i % 2 == 0 ? 38 : 10;
        }
        CaseMixBeta all = CaseMixBeta.fit(successes, trials, expected);
        CaseMixBeta seen =
                CaseMixBeta.fit(Arrays.copyOf(successes, 25), Arrays.copyOf(trials, 25), Arrays.copyOf(expected, 25));

        assertThat(all.strength()).isCloseTo(seen.strength(), within(1e-9));
    }
}
