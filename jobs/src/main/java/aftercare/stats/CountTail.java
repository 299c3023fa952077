package aftercare.stats;

import org.hipparchus.distribution.continuous.GammaDistribution;
import org.hipparchus.special.Beta;
import org.hipparchus.special.Gamma;

/**
 * How likely chance alone brings at least as many events as were observed, or as few. The count is Poisson around what
 * was expected; where the expectation itself is uncertain or varies from case to case by a known share, the mean is
 * gamma distributed and the count negative binomial (Greenwood and Yule, Journal of the Royal Statistical Society 83,
 * 1920).
 */
public final class CountTail {
    /** Below this the gamma mean is so narrow that the negative binomial is the Poisson to within rounding. */
    private static final double NO_VARIANCE = 1e-9;

    private CountTail() {}

    /**
     * The probability of {@code observed} events or more.
     *
     * @param observed the count
     * @param expected its mean, above 0
     * @param relativeVariance variance of the mean as a share of its square (the squared coefficient of variation); 0
     *     for Poisson
     * @throws IllegalArgumentException when one of them cannot be
     */
    public static double upper(long observed, double expected, double relativeVariance) {
        if (observed < 0 || !(expected > 0) || !(relativeVariance >= 0)) {
            throw new IllegalArgumentException(
                    "no tail: " + observed + " of " + expected + " with variance " + relativeVariance);
        }
        if (observed == 0) {
            return 1;
        }
        if (relativeVariance < NO_VARIANCE) {
            // The regularized gamma keeps its digits far out, where 1 minus a cumulative probability has none left.
            return Gamma.regularizedGammaP((double) observed, expected);
        }
        double size = 1 / relativeVariance;
        return Beta.regularizedBeta(expected / (expected + size), (double) observed, size);
    }

    /**
     * The probability of {@code observed} events or fewer; the parameters are those of {@link #upper}.
     *
     * @throws IllegalArgumentException when one of them cannot be
     */
    public static double lower(long observed, double expected, double relativeVariance) {
        if (observed < 0 || !(expected > 0) || !(relativeVariance >= 0)) {
            throw new IllegalArgumentException(
                    "no tail: " + observed + " of " + expected + " with variance " + relativeVariance);
        }
        if (relativeVariance < NO_VARIANCE) {
            return Gamma.regularizedGammaQ(observed + 1.0, expected);
        }
        double size = 1 / relativeVariance;
        return Beta.regularizedBeta(size / (expected + size), size, observed + 1.0);
    }

    /**
     * The smallest and largest mean that the observed count does not speak against (Garwood, Biometrika 28, 1936).
     *
     * @param observed the count
     * @param confidence two-sided, such as 0.95
     */
    public static Interval mean(long observed, double confidence) {
        double tail = (1 - confidence) / 2;
        double low = observed == 0 ? 0 : gammaQuantile(tail, (double) observed);
        return new Interval(low, gammaQuantile(1 - tail, observed + 1.0));
    }

    private static double gammaQuantile(double p, double shape) {
        return new GammaDistribution(shape, 1).inverseCumulativeProbability(p);
    }
}
