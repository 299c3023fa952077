package aftercare.stats;

import org.hipparchus.special.Beta;
import org.hipparchus.special.Gamma;

/**
 * Empirical Bayes for the proportions of members with unlike mixes: before anything is seen, a member's true rate is
 * Beta distributed around the rate that its own mix makes one expect, with a strength that all members share. The
 * strength is the one under which what was seen is likeliest (the Beta-binomial likelihood of Griffiths, Biometrics 29,
 * 1973, with a mean per member).
 *
 * @param strength how many trials the expected rate weighs; infinite when members do not differ beyond chance, so that
 *     each is taken to be as expected
 */
public record CaseMixBeta(double strength) {
    /**
     * Twice this gain in log-likelihood comes by chance in one of ten groups that do not differ: the boundary case of
     * Self and Liang (1987).
     */
    private static final double LEAST_GAIN = 0.82;

    private static final double LEAST_LOG = 0;
    private static final double MOST_LOG = 8;
    private static final int STEPS = 24;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    /** Expected rates are kept this far from 0 and 1, where a Beta distribution ends. */
    private static final double EDGE = 0.005;

    /**
     * Fits the strength.
     *
     * @param successes per member, 0 to its trials
     * @param trials per member; one without has no say
     * @param expected the rate that each member's mix makes one expect
     * @throws IllegalArgumentException when the lengths differ
     */
    public static CaseMixBeta fit(double[] successes, double[] trials, double[] expected) {
        if (successes.length != trials.length || successes.length != expected.length) {
            throw new IllegalArgumentException(
                    successes.length + " successes, " + trials.length + " trials, " + expected.length + " rates");
        }
        double low = LEAST_LOG;
        double high = MOST_LOG;
        for (int i = 0; i < STEPS; i++) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            if (likelihood(left, successes, trials, expected) >= likelihood(right, successes, trials, expected)) {
                high = right;
            } else {
                low = left;
            }
        }
        double best = (low + high) / 2;
        double gain =
                likelihood(best, successes, trials, expected) - likelihoodWithoutSpread(successes, trials, expected);
        return new CaseMixBeta(gain > LEAST_GAIN ? Math.exp(best) : Double.POSITIVE_INFINITY);
    }

    private static double likelihood(double logStrength, double[] successes, double[] trials, double[] expected) {
        double strength = Math.exp(logStrength);
        double sum = 0;
        for (int i = 0; i < trials.length; i++) {
            if (trials[i] > 0) {
                double a = strength * inside(expected[i]);
                double b = strength - a;
                sum += Gamma.logGamma(a + successes[i])
                        - Gamma.logGamma(a)
                        + Gamma.logGamma(b + trials[i] - successes[i])
                        - Gamma.logGamma(b)
                        + Gamma.logGamma(strength)
                        - Gamma.logGamma(strength + trials[i]);
            }
        }
        return sum;
    }

    private static double likelihoodWithoutSpread(double[] successes, double[] trials, double[] expected) {
        double sum = 0;
        for (int i = 0; i < trials.length; i++) {
            double rate = inside(expected[i]);
            sum += successes[i] * Math.log(rate) + (trials[i] - successes[i]) * Math.log1p(-rate);
        }
        return sum;
    }

    private static double inside(double rate) {
        return Math.min(1 - EDGE, Math.max(EDGE, rate));
    }

    /** The shrunk rate of a member: the mean of what is believed of its true rate. */
    public double shrink(double successes, double trials, double expected) {
        double prior = inside(expected);
        return Double.isInfinite(strength) ? prior : (successes + strength * prior) / (trials + strength);
    }

    /** Probability that a member's true rate lies below a target. */
    public double probabilityBelow(double target, double successes, double trials, double expected) {
        double prior = inside(expected);
        if (Double.isInfinite(strength)) {
            return prior < target ? 1 : 0;
        }
        if (target <= 0 || target >= 1) {
            return target <= 0 ? 0 : 1;
        }
        return Beta.regularizedBeta(target, successes + strength * prior, trials - successes + strength * (1 - prior));
    }

    /** The middle of what is believed of a member's true rate, 95 % of it. */
    public Interval interval(double successes, double trials, double expected) {
        double prior = inside(expected);
        if (Double.isInfinite(strength)) {
            return new Interval(prior, prior);
        }
        return new Interval(quantile(0.025, successes, trials, expected), quantile(0.975, successes, trials, expected));
    }

    private double quantile(double share, double successes, double trials, double expected) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < 30; i++) {
            double middle = (low + high) / 2;
            if (probabilityBelow(middle, successes, trials, expected) < share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
