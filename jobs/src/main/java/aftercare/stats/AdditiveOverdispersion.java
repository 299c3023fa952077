package aftercare.stats;

import java.util.Arrays;

/**
 * How much the members of a group truly differ beyond their sampling errors, so that a funnel plot does not flag nearly
 * everyone (Spiegelhalter, Statistics in Medicine 24, 2005, and Spiegelhalter and others, Journal of the Royal
 * Statistical Society A 175, 2012). Squared z scores, the tails of which are winsorised so that outliers do not widen
 * the limits meant to catch them, give the dispersion phi; the variance between members follows as in DerSimonian and
 * Laird (Controlled Clinical Trials 7, 1986).
 *
 * @param phi mean of the squared z scores after winsorising; 1 when members differ by chance alone
 * @param variance between members, on the scale of the figures, 0 when phi shows none
 */
public record AdditiveOverdispersion(double phi, double variance) {
    /** No difference beyond chance. */
    public static final AdditiveOverdispersion NONE = new AdditiveOverdispersion(1, 0);

    /**
     * Estimates it.
     *
     * @param z each member's distance from its centre in standard errors
     * @param standardErrors each member's sampling error, above 0, on the scale the variance is wanted on
     * @param winsorised share of members at either end whose z scores are drawn in to that quantile, such as 0.1
     * @throws IllegalArgumentException when the lengths differ or the share is not below a half
     */
    public static AdditiveOverdispersion of(double[] z, double[] standardErrors, double winsorised) {
        if (z.length != standardErrors.length || !(winsorised >= 0 && winsorised < 0.5)) {
            throw new IllegalArgumentException(
                    z.length + " z scores, " + standardErrors.length + " errors, winsorised " + winsorised);
        }
        if (z.length < 2) {
            return NONE;
        }
        double squares = 0;
        for (double each : winsorised(z, winsorised)) {
            squares += each * each;
        }
        double weights = 0;
        double squaredWeights = 0;
        for (double error : standardErrors) {
            double weight = 1 / (error * error);
            weights += weight;
            squaredWeights += weight * weight;
        }
        double excess = squares - (z.length - 1);
        double scale = weights - squaredWeights / weights;
        double variance = excess > 0 && scale > 0 ? excess / scale : 0;
        return new AdditiveOverdispersion(squares / z.length, variance);
    }

    /** Scores beyond the share's quantile at either end are drawn in to it. */
    private static double[] winsorised(double[] z, double share) {
        double[] sorted = z.clone();
        Arrays.sort(sorted);
        double low = quantile(sorted, share);
        double high = quantile(sorted, 1 - share);
        double[] drawn = new double[z.length];
        for (int i = 0; i < z.length; i++) {
            drawn[i] = Math.max(low, Math.min(high, z[i]));
        }
        return drawn;
    }

    /** Between neighbouring scores in proportion (type 7 of Hyndman and Fan, American Statistician 50, 1996). */
    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
