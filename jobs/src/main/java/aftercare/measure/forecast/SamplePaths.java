package aftercare.measure.forecast;

import aftercare.stats.NegativeBinomial;
import java.util.SplittableRandom;
import org.hipparchus.special.Erf;

/**
 * Futures to sum. In each future a category, each of its models and each series err by a factor of their own that holds for all its months;
 * so sums over models, regions and months are as uncertain as they are together. A sum of Poisson counts is Poisson, so chance is added
 * once, to the sum.
 */
final class SamplePaths {
    static final int PATHS = 200;

    private static final double[] NORMALS = normals();

    private SamplePaths() {}

    private static double[] normals() {
        double[] normals = new double[PATHS];
        for (int path = 0; path < PATHS; path++) {
            normals[path] = Math.sqrt(2) * Erf.erfInv(2 * (path + 0.5) / PATHS - 1);
        }
        return normals;
    }

    /** Standard normal deviates, one per future, evenly spread, in an order that belongs to the key. */
    static double[] deviates(String key) {
        double[] shuffled = NORMALS.clone();
        SplittableRandom random = new SplittableRandom(seed(key));
        for (int i = PATHS - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            double held = shuffled[i];
            shuffled[i] = shuffled[j];
            shuffled[j] = held;
        }
        return shuffled;
    }

    private static long seed(String key) {
        long seed = 1125899906842597L;
        for (int i = 0; i < key.length(); i++) {
            seed = 31 * seed + key.charAt(i);
        }
        return seed * 0x9E3779B97F4A7C15L;
    }

    /**
     * Who errs together: a category, a model within it, a series within that.
     *
     * @param category deviates of the category, one per future
     * @param model deviates of the model
     * @param series deviates of the model in the region
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared nowhere, and read only.
    record Errors(double[] category, double[] model, double[] series) {
        static Errors of(String category, String model, String region) {
            return new Errors(
                    deviates(category),
                    deviates(category + "/" + model),
                    deviates(category + "/" + model + "/" + region));
        }

        /** Log-normal factors of mean 1, one per future. */
        double[] factors(Parts parts) {
            double[] factors = new double[PATHS];
            double shift =
                    -(parts.category * parts.category + parts.model * parts.model + parts.series * parts.series) / 2;
            for (int path = 0; path < PATHS; path++) {
                factors[path] = Math.exp(parts.category * category[path]
                        + parts.model * model[path]
                        + parts.series * series[path]
                        + shift);
            }
            return factors;
        }
    }

    /**
     * Spreads that add up: what a series errs beyond its model, and a model beyond its category.
     *
     * @param category spread of the category's sum
     * @param model of a model beyond that
     * @param series of a model in a region beyond that
     */
    record Parts(double category, double model, double series) {
        /** The spread of a series with all that it shares. */
        double together() {
            return Math.sqrt(category * category + model * model + series * series);
        }

        static Parts of(double category, double model, double series) {
            double common = Math.min(category, Math.min(model, series));
            double ofModel = Math.max(common, Math.min(model, series));
            return new Parts(
                    common,
                    Math.sqrt(ofModel * ofModel - common * common),
                    Math.sqrt(Math.max(0, series * series - ofModel * ofModel)));
        }
    }

    /** Adds to the futures of a sum those of a part. */
    static void add(double[] into, int at, double mean, double[] factors) {
        for (int path = 0; path < PATHS; path++) {
            into[at + path] += mean * factors[path];
        }
    }

    /** Quantiles of the counts whose Poisson means are the futures given. */
    static double[] quantiles(double[] futures, int at, double... shares) {
        double mean = 0;
        double squares = 0;
        for (int path = 0; path < PATHS; path++) {
            mean += futures[at + path] / PATHS;
            squares += futures[at + path] * futures[at + path] / PATHS;
        }
        if (!(mean > 0)) {
            return new double[shares.length];
        }
        double spread = Math.sqrt(Math.max(0, squares / (mean * mean) - 1));
        return new NegativeBinomial(mean, spread).quantiles(shares);
    }
}
