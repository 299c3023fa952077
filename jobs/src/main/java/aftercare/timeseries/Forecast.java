package aftercare.timeseries;

import java.util.Arrays;
import org.hipparchus.special.Erf;

/**
 * The steps ahead of a series: for each the expected value and a predictive distribution, on the series' own scale.
 *
 * <p>The distribution of a step is normal around its mean with the standard deviation {@code sigma}.
 */
public final class Forecast {
    private static final double SQRT_2 = Math.sqrt(2);

    private final double[] mean;
    private final double[] sigma;

    private Forecast(double[] mean, double[] sigma) {
        this.mean = mean;
        this.sigma = sigma;
    }

    /**
     * A forecast from its two moments, by step.
     *
     * @param mean expected values
     * @param sigma standard deviations of the future values (not of their mean), in the unit of the series, 0 or more
     * @throws IllegalArgumentException when the lengths differ, a mean is not finite, or a sigma is negative or not
     *     finite
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
        return new Forecast(mean.clone(), sigma.clone());
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

    /** The standard deviation of a step's value, in the unit of the series. */
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
        return mean[step] + sigma[step] * normalQuantile(p);
    }

    /** {@link #quantile(int, double)} of all steps. */
    public double[] quantiles(double p) {
        double z = normalQuantile(p);
        double[] quantiles = new double[mean.length];
        for (int step = 0; step < quantiles.length; step++) {
            quantiles[step] = mean[step] + sigma[step] * z;
        }
        return quantiles;
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
