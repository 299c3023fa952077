package aftercare.stats;

/**
 * Shewhart's p chart of proportions over time, with limits at 3 binomial standard deviations around the pooled rate (NIST/SEMATECH
 * e-Handbook of Statistical Methods, 6.3.3.2). Large samples make its limits too narrow for real services, which vary beyond chance:
 * see {@link LaneyPPrimeChart}.
 */
public final class PChart {
    private final long[] n;
    private final long[] x;
    private final double centre;

    private PChart(long[] n, long[] x, double centre) {
        this.n = n;
        this.x = x;
        this.centre = centre;
    }

    /**
     * The chart of {@code x[i]} successes in {@code n[i]} trials; the arrays are kept, not copied.
     *
     * @throws IllegalArgumentException when there is no point, the lengths differ, or a point has no trial
     */
    public static PChart of(long[] n, long[] x) {
        if (n.length == 0 || n.length != x.length) {
            throw new IllegalArgumentException(n.length + " trials for " + x.length + " successes");
        }
        long trials = 0;
        long successes = 0;
        for (int i = 0; i < n.length; i++) {
            if (n[i] <= 0 || x[i] < 0 || x[i] > n[i]) {
                throw new IllegalArgumentException("point " + i + " is no proportion: " + x[i] + " of " + n[i]);
            }
            trials += n[i];
            successes += x[i];
        }
        return new PChart(n, x, (double) successes / trials);
    }

    /** How many points there are. */
    public int points() {
        return n.length;
    }

    /** The proportion at a point. */
    public double proportion(int point) {
        return (double) x[point] / n[point];
    }

    /** The pooled rate. */
    public double centre() {
        return centre;
    }

    /** The binomial standard deviation of a point's proportion. */
    public double sigma(int point) {
        return Math.sqrt(centre * (1 - centre) / n[point]);
    }

    /** The lower limit at a point, not below 0. */
    public double lower(int point) {
        return Math.max(0, centre - 3 * sigma(point));
    }

    /** The upper limit at a point, not above 1. */
    public double upper(int point) {
        return Math.min(1, centre + 3 * sigma(point));
    }

    /** Whether a point lies outside its limits. */
    public boolean beyondLimits(int point) {
        return Math.abs(proportion(point) - centre) > 3 * sigma(point);
    }
}
