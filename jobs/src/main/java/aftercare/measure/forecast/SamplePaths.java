package aftercare.measure.forecast;

import aftercare.stats.NegativeBinomial;
import java.util.SplittableRandom;
import org.hipparchus.special.Erf;

/**
 * Futures to sum. In each future a category, each of its models and regions, each series and the plans of sales err by
 * factors of their own, so that sums over models, regions and months are as uncertain as they are together. What a
 * category errs is partly common to the whole company, what a region errs partly common to all categories, and all of
 * it passes in part with the month (docs/decisions.md, DX1). A sum of Poisson counts is Poisson, so chance is added
 * once, to the sum.
 */
final class SamplePaths {
    static final int PATHS = 200;

    /** Of what a category errs, and plans of sales, the share of the variance that the whole company has in common. */
    private static final double COMPANY_WIDE = 0.1;
    /** Of what a region errs in a category, the share of the variance that it errs in all categories. */
    private static final double IN_ALL_CATEGORIES = 0.25;

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
            double swapped = shuffled[i];
            shuffled[i] = shuffled[j];
            shuffled[j] = swapped;
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

    private static double[] mixed(double[] common, double[] own, double shareOfCommon) {
        double[] mixed = new double[PATHS];
        for (int path = 0; path < PATHS; path++) {
            mixed[path] = Math.sqrt(shareOfCommon) * common[path] + Math.sqrt(1 - shareOfCommon) * own[path];
        }
        return mixed;
    }

    /**
     * Standard normal deviates of something that errs: what goes on, and what passes with the month.
     *
     * @param lasting by future
     * @param months by month ahead and future
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared nowhere, and read only.
    record Deviates(double[] lasting, double[][] months) {
        static Deviates of(String key, int horizon) {
            double[][] months = new double[horizon][];
            for (int h = 0; h < horizon; h++) {
                months[h] = deviates(key + "/month " + h);
            }
            return new Deviates(deviates(key), months);
        }

        static Deviates ofCategory(String category, int horizon) {
            return of("all", horizon).mixedWith(of("all/" + category, horizon), COMPANY_WIDE);
        }

        static Deviates ofModel(String category, String model, int horizon) {
            return of(category + "/" + model, horizon);
        }

        static Deviates ofRegion(String category, String region, int horizon) {
            return of("region/" + region, horizon)
                    .mixedWith(of("region/" + region + "/" + category, horizon), IN_ALL_CATEGORIES);
        }

        static Deviates ofSeries(String category, String model, String region, int horizon) {
            return of(category + "/" + model + "/" + region, horizon);
        }

        private Deviates mixedWith(Deviates own, double shareOfThis) {
            double[][] mixed = new double[months.length][];
            for (int h = 0; h < mixed.length; h++) {
                mixed[h] = mixed(months[h], own.months[h], shareOfThis);
            }
            return new Deviates(mixed(lasting, own.lasting, shareOfThis), mixed);
        }

        private void add(double[] into, ForecastError error, int h) {
            if (error.spread() > 0) {
                double goingOn = error.spread() * Math.sqrt(error.lasting());
                double passing = error.spread() * Math.sqrt(1 - error.lasting());
                for (int path = 0; path < PATHS; path++) {
                    into[path] += goingOn * lasting[path] + passing * months[h][path];
                }
            }
        }
    }

    /**
     * What a category errs as a whole, by month ahead and future.
     *
     * @param errors by month ahead
     */
    static double[][] ofCategory(String category, ForecastError[] errors) {
        Deviates deviates = Deviates.ofCategory(category, errors.length);
        double[][] factors = new double[errors.length][PATHS];
        for (int h = 0; h < errors.length; h++) {
            deviates.add(factors[h], errors[h], h);
            exponentiate(factors[h], errors[h].spread() * errors[h].spread());
        }
        return factors;
    }

    /** Makes log-normal factors of mean 1 of deviates. */
    private static void exponentiate(double[] deviates, double variance) {
        for (int path = 0; path < PATHS; path++) {
            deviates[path] = Math.exp(deviates[path] - variance / 2);
        }
    }

    /** What the plans of a model's sales err, by future. */
    static double[] ofPlans(String category, String model, double spread) {
        double[] factors = mixed(deviates("plans"), deviates("plans/" + category + "/" + model), COMPANY_WIDE);
        for (int path = 0; path < PATHS; path++) {
            factors[path] = Math.exp(spread * factors[path] - spread * spread / 2);
        }
        return factors;
    }

    /** Who errs together within a category: a series errs with its model, with its region, and for itself. */
    record Errors(Deviates model, Deviates region, Deviates series) {
        /** Log-normal factors of mean 1 in a month ahead, one per future. */
        double[] factors(Parts parts, int h) {
            double[] factors = new double[PATHS];
            model.add(factors, parts.model, h);
            region.add(factors, parts.region, h);
            series.add(factors, parts.series, h);
            exponentiate(factors, parts.variance());
            return factors;
        }
    }

    /**
     * Errors that add up: what a model and a region err beyond their category, and a series beyond both.
     *
     * @param model of a model beyond its category
     * @param region of a region beyond the category
     * @param series of a model in a region beyond model and region
     */
    record Parts(ForecastError model, ForecastError region, ForecastError series) {
        static Parts of(ForecastError category, ForecastError model, ForecastError region, ForecastError series) {
            ForecastError beyondModel = model.beyond(category);
            ForecastError beyondRegion = region.beyond(category);
            return new Parts(beyondModel, beyondRegion, series.beyond(category, beyondModel, beyondRegion));
        }

        Parts times(double factor) {
            return new Parts(model.times(factor), region.times(factor), series.times(factor));
        }

        private double variance() {
            return model.spread() * model.spread()
                    + region.spread() * region.spread()
                    + series.spread() * series.spread();
        }
    }

    /**
     * Adds to the futures of a sum, from a place on, those of a part: from units in service, and from planned sales.
     */
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
