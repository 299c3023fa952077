package aftercare.stats;

/**
 * How likely chance alone takes any of several nested counts (each holds the one before and more) to a bound of its
 * own: the size of a scan over starting points, exact up to matched variances. Counts follow a Markov chain from one to
 * the next, as in the exact limits of sequential tests (Kulldorff and others, Sequential Analysis 30, 2011), with what
 * is common to all of them gamma distributed.
 */
public final class NestedCounts {
    /** States less likely than this add nothing. */
    private static final double NEGLIGIBLE = 1e-14;

    private static final double LEAST_STEP = 1e-9;
    private static final double LEAST_COMMON = 1e-12;

    private NestedCounts() {}

    /**
     * The probability that any count reaches its bound.
     *
     * @param expected means, ascending
     * @param bounds one per count, above 0
     * @param common relative variance that all counts share
     * @param clustering variance beyond that, as a multiple of the mean: 0 for Poisson
     */
    public static double anyReaches(double[] expected, long[] bounds, double common, double clustering) {
        double size = 1 / Math.max(common, LEAST_COMMON);
        double[] below = {1};
        double before = 0;
        for (int i = 0; i < bounds.length; i++) {
            double more = Math.max(expected[i] - before, LEAST_STEP);
            double[] next = new double[Math.toIntExact(bounds[i])];
            for (int n = 0; n < Math.min(below.length, next.length); n++) {
                if (below[n] > NEGLIGIBLE) {
                    // What was counted so far tells of the mean: gamma again, with more events and exposure.
                    double mean = more * (size + n) / (size + before);
                    spread(next, n, below[n], mean, 1 / (size + n) + clustering / more);
                }
            }
            before += more;
            below = next;
        }
        double none = 0;
        for (double each : below) {
            none += each;
        }
        return Math.max(0, 1 - none);
    }

    /** Adds a negative binomial count to those counted so far, as long as it stays below the bound. */
    private static void spread(double[] next, int from, double probability, double mean, double relativeVariance) {
        double size = 1 / relativeVariance;
        double odds = mean / (mean + size);
        double term = probability * Math.exp(-size * Math.log1p(mean / size));
        for (int more = 0; from + more < next.length; more++) {
            next[from + more] += term;
            term *= odds * (size + more) / (more + 1);
        }
    }
}
