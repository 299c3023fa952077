package aftercare.stats;

import java.util.List;
import java.util.Optional;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * A mean, or a difference of means, and how well it is known.
 *
 * @param value the estimate
 * @param variance of the estimate, not of single observations; 0 for what is stated rather than estimated, not a number
 *     where a single observation tells nothing of it
 * @param degrees degrees of freedom of the variance; infinite where it is not itself estimated
 */
public record MeanEstimate(double value, double variance, double degrees) {
    private static final double UPPER_95 = 0.975;

    /** What is stated, not estimated. */
    public static MeanEstimate exact(double value) {
        return new MeanEstimate(value, 0, Double.POSITIVE_INFINITY);
    }

    /** The mean of {@code n} independent observations with standard deviation {@code sd} (n - 1 in its denominator). */
    public static MeanEstimate of(double mean, double sd, long n) {
        return n < 2 ? new MeanEstimate(mean, Double.NaN, 0) : new MeanEstimate(mean, sd * sd / n, n - 1.0);
    }

    /**
     * A proportion. Its variance is that of Agresti and Coull (The American Statistician 52, 1998), which is not 0 for
     * 0 of n and n of n.
     *
     * @throws IllegalArgumentException when {@code n} is not positive or {@code successes} lies outside 0 to {@code n}
     */
    public static MeanEstimate share(long successes, long n) {
        if (n <= 0 || successes < 0 || successes > n) {
            throw new IllegalArgumentException("no proportion: " + successes + " of " + n);
        }
        double z2 = Wilson.Z_95 * Wilson.Z_95;
        double p = (successes + z2 / 2) / (n + z2);
        return new MeanEstimate((double) successes / n, p * (1 - p) / (n + z2), Double.POSITIVE_INFINITY);
    }

    /** The same on another scale: {@code factor x value + offset}. */
    public MeanEstimate scaled(double factor, double offset) {
        return new MeanEstimate(factor * value + offset, factor * factor * variance, degrees);
    }

    /** The difference to an independent estimate, with Welch's and Satterthwaite's degrees of freedom. */
    public MeanEstimate minus(MeanEstimate other) {
        return new MeanEstimate(value - other.value, variance + other.variance, welch(List.of(this, other)));
    }

    /**
     * The unweighted mean of independent estimates.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static MeanEstimate meanOf(List<MeanEstimate> estimates) {
        if (estimates.isEmpty()) {
            throw new IllegalArgumentException("no mean of nothing");
        }
        double value = estimates.stream().mapToDouble(MeanEstimate::value).sum();
        double variance = estimates.stream().mapToDouble(MeanEstimate::variance).sum();
        int n = estimates.size();
        return new MeanEstimate(value / n, variance / n / n, welch(estimates));
    }

    /** The 95 % interval by Student's t; empty where nothing is known of the variance, or there is none. */
    public Optional<Interval> interval95() {
        if (!(variance > 0)) {
            return Optional.empty();
        }
        double quantile = Double.isInfinite(degrees)
                ? Wilson.Z_95
                : new TDistribution(degrees).inverseCumulativeProbability(UPPER_95);
        double half = quantile * Math.sqrt(variance);
        return Optional.of(new Interval(value - half, value + half));
    }

    private static double welch(List<MeanEstimate> parts) {
        double variance = parts.stream().mapToDouble(MeanEstimate::variance).sum();
        double spread = parts.stream()
                .mapToDouble(part -> part.variance * part.variance / part.degrees)
                .sum();
        return spread == 0 ? Double.POSITIVE_INFINITY : variance * variance / spread;
    }
}
