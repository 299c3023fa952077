package aftercare.stats;

/**
 * The score interval of a proportion (Wilson 1927, without continuity correction; method 3 in Newcombe, Statistics in
 * Medicine 17, 1998). It stays within 0 and 1 and keeps its promise on small samples, where the textbook interval does
 * not.
 */
public final class Wilson {
    /** The normal deviate of a two-sided 95 % interval. */
    public static final double Z_95 = 1.959963984540054;

    private Wilson() {}

    /** The 95 % interval of {@code successes / n}. */
    public static Interval interval(long successes, long n) {
        return interval(successes, n, Z_95);
    }

    /**
     * The interval of {@code successes / n} at the normal deviate {@code z}.
     *
     * @throws IllegalArgumentException when {@code n} is not positive or {@code successes} lies outside 0 to {@code n}
     */
    public static Interval interval(long successes, long n, double z) {
        if (n <= 0 || successes < 0 || successes > n) {
            throw new IllegalArgumentException("no proportion: " + successes + " of " + n);
        }
        double p = (double) successes / n;
        double z2 = z * z;
        double centre = p + z2 / (2.0 * n);
        double half = z * Math.sqrt(p * (1 - p) / n + z2 / (4.0 * n * n));
        double scale = 1 + z2 / n;
        // Rounding must not turn the exact ends of 0 of n and n of n into 1e-17 and 0.9999.
        double low = successes == 0 ? 0 : (centre - half) / scale;
        double high = successes == n ? 1 : (centre + half) / scale;
        return new Interval(low, high);
    }
}
