package aftercare.stats;

import org.hipparchus.special.Gamma;

/**
 * Counts whose Poisson mean is itself uncertain, with a Gamma distribution: variance = mean + (spread x mean)².
 *
 * @param mean 0 or more
 * @param spread standard deviation of the Poisson mean divided by it; 0 for plain Poisson
 */
public record NegativeBinomial(double mean, double spread) {
    private static final double FARTHEST_SDS = 12;
    private static final double SMALLEST_SPREAD = 1e-4;

    public NegativeBinomial {
        if (!(mean >= 0) || !(spread >= 0)) {
            throw new IllegalArgumentException("mean " + mean + ", spread " + spread);
        }
    }

    /** Natural logarithm of the probability of a count. */
    public double logProbability(long count) {
        if (mean == 0) {
            return count == 0 ? 0 : Double.NEGATIVE_INFINITY;
        }
        if (spread < SMALLEST_SPREAD) {
            return count * Math.log(mean) - mean - Gamma.logGamma(count + 1.0);
        }
        double size = 1 / (spread * spread);
        return Gamma.logGamma(count + size)
                - Gamma.logGamma(size)
                - Gamma.logGamma(count + 1.0)
                - size * Math.log1p(mean / size)
                + count * Math.log(mean / (mean + size));
    }

    /**
     * Quantiles between the counts: the distribution function is joined by straight lines from count to count, so that
     * an interval between two quantiles, its ends included, holds as much of the counts as it says, on the average over
     * many means. Whole numbers would hold more, the more so the smaller the mean.
     *
     * @param shares ascending, each between 0 and 1
     */
    public double[] quantiles(double... shares) {
        double[] quantiles = new double[shares.length];
        if (mean == 0) {
            return quantiles;
        }
        double sd = Math.sqrt(mean + spread * mean * spread * mean);
        long count = (long) Math.max(0, Math.floor(mean - FARTHEST_SDS * sd));
        double probability = Math.exp(logProbability(count));
        double below = 0;
        double upTo = probability;
        int next = 0;
        double most = mean + 4 * FARTHEST_SDS * (sd + 1);
        while (next < shares.length) {
            while (next < shares.length && (upTo >= shares[next] || count > most)) {
                double into = probability > 0 ? (shares[next] - below) / probability : 1;
                quantiles[next++] = Math.max(0, count - 1 + Math.max(0, Math.min(1, into)));
            }
            double size = spread < SMALLEST_SPREAD ? Double.POSITIVE_INFINITY : 1 / (spread * spread);
            double ratio = Double.isInfinite(size)
                    ? mean / (count + 1)
                    : mean / (mean + size) * ((count + size) / (count + 1));
            probability *= ratio;
            count++;
            below = upTo;
            upTo += probability;
        }
        return quantiles;
    }
}
