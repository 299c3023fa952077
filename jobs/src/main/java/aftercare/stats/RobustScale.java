package aftercare.stats;

import java.util.Arrays;

/**
 * Middle and spread of values that a few wild ones cannot move: the median, and the median absolute deviation from it
 * times 1.4826, which estimates the standard deviation of normal data (Rousseeuw and Croux, Journal of the American
 * Statistical Association 88, 1993).
 *
 * @param n how many values
 * @param median the mean of the two middle values where their number is even
 * @param sigma the scaled median absolute deviation; 0 when more than half of the values are the same
 */
public record RobustScale(long n, double median, double sigma) {
    private static final double NORMAL = 1.4826;

    /**
     * Median and spread of values in any order; the array is sorted.
     *
     * @throws IllegalArgumentException when there is no value
     */
    public static RobustScale of(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no value has no median");
        }
        double median = median(values);
        double[] deviations = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            deviations[i] = Math.abs(values[i] - median);
        }
        return new RobustScale(values.length, median, NORMAL * median(deviations));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /** How many spreads a value lies above the median; NaN where the values have no spread. */
    public double z(double value) {
        return sigma > 0 ? (value - median) / sigma : Double.NaN;
    }
}
