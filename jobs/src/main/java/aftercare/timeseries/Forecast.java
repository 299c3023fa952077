package aftercare.timeseries;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.hipparchus.special.Erf;

/**
 * The steps ahead of a series: for each the expected value and a predictive distribution, on the series' own scale.
 *
 * <p>The distribution of a step is normal around its mean with the standard deviation {@code sigma}, unless {@link #atLeast} cuts it.
 */
public final class Forecast {
    private static final double SQRT_2 = Math.sqrt(2);

    private final double[] mean;
    private final double[] sigma;
    private final double floor;

    private Forecast(double[] mean, double[] sigma, double floor) {
        this.mean = mean;
        this.sigma = sigma;
        this.floor = floor;
    }

    /**
     * A forecast from its two moments, by step.
     *
     * @param mean expected values
     * @param sigma standard deviations of the future values (not of their mean), in the unit of the series, 0 or more
     * @throws IllegalArgumentException when the lengths differ, a mean is not finite, or a sigma is negative or not finite
     */
    public static Forecast of(double[] mean, double[] sigma) {
        if (mean.length != sigma.length) {
            throw new IllegalArgumentException(mean.length + " means for " + sigma.length + " sigmas");
        }
        for (int step = 0; step < mean.length; step++) {
            if (!Double.isFinite(mean[step]) || !Double.isFinite(sigma[step]) || sigma[step] < 0) {
                throw new IllegalArgumentException(
                        "Step " + step + " is no forecast: mean " + mean[step] + ", sigma " + sigma[step]);
            }
        }
        return new Forecast(mean.clone(), sigma.clone(), Double.NEGATIVE_INFINITY);
    }

    /** How many steps there are. */
    public int horizon() {
        return mean.length;
    }

    /** The expected value of a step (0 is the first after the history). */
    public double mean(int step) {
        return mean[step];
    }

    /** All expected values. */
    public double[] mean() {
        return mean.clone();
    }

    /** The standard deviation of a step's value before any cut, in the unit of the series. */
    public double sigma(int step) {
        return sigma[step];
    }

    /** All standard deviations. */
    public double[] sigma() {
        return sigma.clone();
    }

    /**
     * The value that a step stays below with probability {@code p}.
     *
     * @param p strictly between 0 and 1
     */
    public double quantile(int step, double p) {
        return Math.max(floor, mean[step] + sigma[step] * normalQuantile(p));
    }

    /** {@link #quantile(int, double)} of all steps. */
    public double[] quantiles(double p) {
        double z = normalQuantile(p);
        double[] quantiles = new double[mean.length];
        for (int step = 0; step < quantiles.length; step++) {
            quantiles[step] = Math.max(floor, mean[step] + sigma[step] * z);
        }
        return quantiles;
    }

    /** The same forecast for a series that cannot fall below {@code least}: means, quantiles and paths are cut there. */
    public Forecast atLeast(double least) {
        double[] cut = mean.clone();
        for (int step = 0; step < cut.length; step++) {
            cut[step] = Math.max(least, cut[step]);
        }
        return new Forecast(cut, sigma, Math.max(floor, least));
    }

    /** The same means with each standard deviation times {@code factor}, 0 or more: for one that learned from past coverage. */
    public Forecast widened(double factor) {
        if (!(factor >= 0) || !Double.isFinite(factor)) {
            throw new IllegalArgumentException("A spread cannot be multiplied by " + factor);
        }
        return new Forecast(
                mean, Arrays.stream(sigma).map(each -> each * factor).toArray(), floor);
    }

    /**
     * Futures to sum, over steps or over series. Each step has a shock of its own, and the shocks of earlier steps still count by as much
     * as makes up what its sigma has beyond that of the step before; for exponential smoothing with additive errors, and for a random
     * walk, that is exactly how their future values hang together. Where sigma falls from a step to the next, shocks count as before and
     * the sum is scaled down to it.
     *
     * @param paths how many
     * @param seed the same seed gives the same futures; different series need different seeds
     * @return by path, then by step
     */
    public double[][] paths(int paths, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] weights = new double[mean.length];
        double[] scale = new double[mean.length];
        double variance = 0;
        for (int step = 0; step < weights.length; step++) {
            double gained = Math.max(0, sigma[step] * sigma[step] - variance);
            variance += gained;
            weights[step] = Math.sqrt(gained);
            scale[step] = variance > 0 ? sigma[step] / Math.sqrt(variance) : 0;
        }
        double[][] futures = new double[paths][];
        for (int path = 0; path < paths; path++) {
            futures[path] = path(random, weights, scale);
        }
        return futures;
    }

    private double[] path(SplittableRandom random, double[] weights, double[] scale) {
        double[] shocks = new double[mean.length];
        double[] future = new double[mean.length];
        for (int step = 0; step < future.length; step++) {
            shocks[step] = random.nextGaussian();
            double deviation = 0;
            for (int back = 0; back <= step; back++) {
                deviation += weights[back] * shocks[step - back];
            }
            future[step] = Math.max(floor, mean[step] + scale[step] * deviation);
        }
        return future;
    }

    private static double normalQuantile(double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException("A probability lies between 0 and 1, not at " + p);
        }
        return SQRT_2 * Erf.erfInv(2 * p - 1);
    }

    @Override
    public String toString() {
        return "Forecast" + Arrays.toString(mean) + " sigma " + Arrays.toString(sigma);
    }
}
