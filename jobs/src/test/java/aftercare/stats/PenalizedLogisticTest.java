package aftercare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PenalizedLogisticTest {
    /** Agresti, Categorical Data Analysis (2002), table 5.6: AIDS symptoms by immediate use of AZT and race. */
    private static final int[][] HOLDING = {{0, 1, 2}, {0, 2}, {0, 1}, {0}};

    private static final double[] TRIALS = {107, 113, 63, 55};
    private static final double[] SYMPTOMS = {14, 32, 11, 12};
    private static final double[] NO_PRIOR = {0, 0, 0};

    @Test
    void findsThePublishedEstimatesAndTheirStandardErrors() {
        PenalizedLogistic fit = PenalizedLogistic.fit(HOLDING, TRIALS, SYMPTOMS, NO_PRIOR);

        assertThat(fit.coefficients()).containsExactly(new double[] {-1.0736, -0.7195, 0.0555}, within(5e-5));
        assertThat(Math.sqrt(fit.covariance()[0][0])).isCloseTo(0.2629, within(5e-5));
        assertThat(Math.sqrt(fit.covariance()[1][1])).isCloseTo(0.2790, within(5e-5));
        assertThat(Math.sqrt(fit.covariance()[2][2])).isCloseTo(0.2886, within(5e-5));
    }

    @Test
    void standardisesToTheCellsThatAreAskedFor() {
        PenalizedLogistic fit = PenalizedLogistic.fit(HOLDING, TRIALS, SYMPTOMS, NO_PRIOR);

        PenalizedLogistic.Difference effect =
                fit.difference(new double[] {107, 63}, new int[][] {{0, 1, 2}, {0, 1}}, new int[][] {{0, 2}, {0}});

        // From the published coefficients: 107 whites and 63 blacks with and without AZT.
        double with = (107 / (1 + Math.exp(1.0736 + 0.7195 - 0.0555)) + 63 / (1 + Math.exp(1.0736 + 0.7195))) / 170;
        double without = (107 / (1 + Math.exp(1.0736 - 0.0555)) + 63 / (1 + Math.exp(1.0736))) / 170;
        assertThat(effect.mean()).isCloseTo(with - without, within(2e-5));
        assertThat(effect.at(1.96)).isLessThan(0);
        assertThat(effect.at(-1.96)).isLessThan(effect.mean());
        // The coefficient lies 2.58 standard errors from 0.
        assertThat(effect.errorsFromNone()).isCloseTo(2.58, within(0.1));
    }

    @Test
    void closeToTheDifferenceItsIntervalIsThatOfTheDeltaMethodAlsoWhereBothRatesShareWhatIsUnknown() {
        // Few whites: what is unknown of them moves their rates with and without AZT alike.
        PenalizedLogistic fit =
                PenalizedLogistic.fit(HOLDING, new double[] {6, 6, 63, 55}, new double[] {1, 2, 11, 12}, NO_PRIOR);
        PenalizedLogistic.Difference effect =
                fit.difference(new double[] {1}, new int[][] {{0, 1, 2}}, new int[][] {{0, 2}});

        double[] gradient = new double[3];
        for (int j = 0; j < 3; j++) {
            double[] moved = fit.coefficients().clone();
            moved[j] += 1e-6;
            gradient[j] = (effectOnWhites(moved) - effectOnWhites(fit.coefficients())) / 1e-6;
        }
        double variance = 0;
        for (int j = 0; j < 3; j++) {
            for (int k = 0; k < 3; k++) {
                variance += gradient[j] * fit.covariance()[j][k] * gradient[k];
            }
        }
        assertThat((effect.mean() - effect.at(-1e-4)) / 1e-4).isCloseTo(Math.sqrt(variance), within(1e-4));
        assertThat((effect.at(1e-4) - effect.mean()) / 1e-4).isCloseTo(Math.sqrt(variance), within(1e-4));
    }

    private static double effectOnWhites(double[] beta) {
        return rate(beta[0] + beta[1] + beta[2]) - rate(beta[0] + beta[2]);
    }

    private static double rate(double log) {
        return 1 / (1 + Math.exp(-log));
    }

    @Test
    void oneGroupAgainstAnotherIsTheDifferenceOfTheirShares() {
        PenalizedLogistic fit = PenalizedLogistic.fit(
                new int[][] {{0, 1}, {0}}, new double[] {30, 60}, new double[] {15, 54}, new double[] {0, 0});

        PenalizedLogistic.Difference effect =
                fit.difference(new double[] {30}, new int[][] {{0, 1}}, new int[][] {{0}});

        assertThat(effect.mean()).isCloseTo(0.5 - 0.9, within(1e-9));
        // Delta method on the log odds: 1.96 of sqrt(1/15 + 1/15) and sqrt(1/54 + 1/6), squares of both sides added.
        double below = 0.5 - 1 / (1 + Math.exp(1.96 * Math.sqrt(2 / 15.0)));
        double above = 1 / (1 + Math.exp(-Math.log(9) - 1.96 * Math.sqrt(1 / 54.0 + 1 / 6.0))) - 0.9;
        assertThat(effect.at(-1.96)).isCloseTo(-0.4 - Math.hypot(below, above), within(1e-6));
    }

    @Test
    void whereEverybodyIsSatisfiedTheIntervalIsNotAPoint() {
        PenalizedLogistic fit = PenalizedLogistic.fit(
                new int[][] {{0, 1}, {0}}, new double[] {20, 2000}, new double[] {20, 1900}, new double[] {0, 0.04});

        PenalizedLogistic.Difference effect =
                fit.difference(new double[] {20}, new int[][] {{0, 1}}, new int[][] {{0}});

        assertThat(effect.mean()).isPositive();
        assertThat(effect.at(-1.96)).isNegative();
    }

    @Test
    void aPriorDrawsACoefficientTowardsNone() {
        double free = PenalizedLogistic.fit(HOLDING, TRIALS, SYMPTOMS, NO_PRIOR).coefficients()[1];
        double drawn = PenalizedLogistic.fit(HOLDING, TRIALS, SYMPTOMS, new double[] {0, 40, 0})
                .coefficients()[1];

        assertThat(drawn).isBetween(free, 0.0);
        assertThat(Math.abs(drawn)).isLessThan(Math.abs(free) / 2);
    }
}
