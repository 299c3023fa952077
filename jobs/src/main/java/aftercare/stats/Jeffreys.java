package aftercare.stats;

import org.hipparchus.distribution.continuous.BetaDistribution;

/**
 * The equal-tailed interval of a proportion under Jeffreys' prior, Beta(1/2, 1/2) (Brown, Cai and DasGupta, Statistical Science 16, 2001).
 * With x of n it lies between the quantiles of Beta(x + 1/2, n - x + 1/2); no success at all starts at 0, no failure at all ends at 1.
 */
public final class Jeffreys {
    private Jeffreys() {}

    /** The 95 % interval of {@code successes / n}. */
    public static Interval interval(long successes, long n) {
        return interval(successes, n, 0.95);
    }

    /**
     * The interval of {@code successes / n}.
     *
     * @param level the probability it is to hold, such as 0.9
     * @throws IllegalArgumentException when {@code n} is not positive, {@code successes} lies outside 0 to {@code n}, or {@code level}
     *     outside 0 to 1
     */
    public static Interval interval(long successes, long n, double level) {
        if (n <= 0 || successes < 0 || successes > n) {
            throw new IllegalArgumentException("no proportion: " + successes + " of " + n);
        }
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("no level between 0 and 1: " + level);
        }
        BetaDistribution posterior = new BetaDistribution(successes + 0.5, n - successes + 0.5);
        double tail = (1 - level) / 2;
        double low = successes == 0 ? 0 : posterior.inverseCumulativeProbability(tail);
        double high = successes == n ? 1 : posterior.inverseCumulativeProbability(1 - tail);
        return new Interval(low, high);
    }
}
