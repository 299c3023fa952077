package aftercare.measure.forecast;

import aftercare.stats.NegativeBinomial;
import java.util.SplittableRandom;
import org.hipparchus.special.Erf;

/**
 * Futures to sum. In each future a category, each of its models, each series and the plans of sales err by factors of their own, so that
 * sums over models, regions and months are as uncertain as they are together. What a category errs is partly common to the whole company, and
 * partly passes with the month (docs/decisions.md, DX1). A sum of Poisson counts is Poisson, so chance is added once, to the sum.
 */
final class SamplePaths {
    static final int PATHS = 200;

    /** Of what a category errs, and plans of sales, the share of the variance that the whole company has in common. */
    private static final double COMPANY_WIDE = 0.1;
    /** Of what a category or model errs in a month, the share of the variance that goes on in all months; the rest passes with the month. */
    private static final double LASTING = 0.05;
    /** The same of a series: what a place does otherwise than others it does for long. */
    private static final double LASTING_OF_SERIES = 0.5;

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

    /** Deviates of a part that has some in common with all others of its kind. */
    private static double[] withCompany(String kind, String part) {
        return mixed(deviates(kind), deviates(kind + "/" + part), COMPANY_WIDE);
    }

    private static double[] mixed(double[] common, double[] own, double shareOfCommon) {
        double[] mixed = new double[PATHS];
        for (int path = 0; path < PATHS; path++) {
            mixed[path] = Math.sqrt(shareOfCommon) * common[path] + Math.sqrt(1 - shareOfCommon) * own[path];
        }
        return mixed;
    }

    /** Log-normal factors of mean 1, one per future. */
    private static double[] factors(double spread, double[] deviates) {
        double[] factors = new double[PATHS];
        for (int path = 0; path < PATHS; path++) {
            factors[path] = Math.exp(spread * deviates[path] - spread * spread / 2);
        }
        return factors;
    }

    /**
     * What a category errs as a whole, by month ahead and future.
     *
     * @param spreads by month ahead
     */
    static double[][] ofCategory(String category, double[] spreads) {
        double[] lasting = withCompany("all", category);
        double[][] factors = new double[spreads.length][];
        for (int h = 0; h < spreads.length; h++) {
            factors[h] = factors(spreads[h], mixed(lasting, withCompany("month " + h, category), LASTING));
        }
        return factors;
    }

    /** What the plans of a model's sales err, by future. */
    static double[] ofPlans(String category, String model, double spread) {
        return factors(spread, withCompany("plans", category + "/" + model));
    }

    /**
     * Who errs together within a category. As with the category, a part of what a model or series errs goes on in all months, and the rest
     * passes with the month.
     *
     * @param model deviates of the model, by month ahead and future
     * @param series deviates of the model in the region
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared nowhere, and read only.
    record Errors(double[][] model, double[][] series) {
        static Errors of(String category, String model, String region, int horizon) {
            return new Errors(
                    partlyLasting(category + "/" + model, LASTING, horizon),
                    partlyLasting(category + "/" + model + "/" + region, LASTING_OF_SERIES, horizon));
        }

        private static double[][] partlyLasting(String key, double share, int horizon) {
            double[] lasting = deviates(key);
            double[][] deviates = new double[horizon][];
            for (int h = 0; h < horizon; h++) {
                deviates[h] = mixed(lasting, deviates(key + "/month " + h), share);
            }
            return deviates;
        }

        /** Log-normal factors of mean 1 in a month ahead, one per future. */
        double[] factors(Parts parts, int h) {
            double[] factors = new double[PATHS];
            double shift = -(parts.model * parts.model + parts.series * parts.series) / 2;
            for (int path = 0; path < PATHS; path++) {
                factors[path] = Math.exp(parts.model * model[h][path] + parts.series * series[h][path] + shift);
            }
            return factors;
        }
    }

    /**
     * Spreads that add up: what a model errs beyond its category, and a series beyond its model.
     *
     * @param model of a model beyond its category
     * @param series of a model in a region beyond the model
     */
    record Parts(double model, double series) {
        static Parts of(double category, double model, double series) {
            double ofModel = Math.max(category, model);
            return new Parts(
                    Math.sqrt(ofModel * ofModel - category * category),
                    Math.sqrt(Math.max(0, series * series - ofModel * ofModel)));
        }
    }

    /** Adds to the futures of a sum, from a place on, those of a part: from units in service, and from planned sales. */
    static void add(double[] into, int at, double installed, double planned, double[] factors, double[] ofPlans) {
        for (int path = 0; path < PATHS; path++) {
            into[at + path] += factors[path] * (installed + planned * ofPlans[path]);
        }
    }

    /** Lets all parts of a sum err by the factors of their category, by month ahead and future. */
    static void multiply(double[] futures, double[][] ofCategory) {
        for (int h = 0; h < ofCategory.length; h++) {
            for (int path = 0; path < PATHS; path++) {
                futures[h * PATHS + path] *= ofCategory[h][path];
            }
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
