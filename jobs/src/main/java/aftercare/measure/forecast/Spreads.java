package aftercare.measure.forecast;

import aftercare.stats.NegativeBinomial;

/**
 * How far beyond chance forecasts erred: for each band of horizons and each origin, how many of what came would have
 * lain in the 80 % interval had the spread been so and so. The spread at which four in five did is the one to use.
 */
final class Spreads {
    private static final double[] GRID = {
        0, 0.03, 0.06, 0.09, 0.12, 0.15, 0.18, 0.22, 0.26, 0.3, 0.35, 0.4, 0.5, 0.6, 0.75, 0.9, 1.2
    };
    private static final double WANTED = 0.8;
    /**
     * With fewer forecasts than this, past coverage says hardly anything; then the spread is drawn towards a usual one.
     */
    private static final double PRIOR_CELLS = 15;

    /**
     * What a series errs beyond chance, and what its model or region does: what a place does otherwise than others it
     * does for long.
     */
    static final ForecastError OF_SERIES = new ForecastError(0.18, 0.25);

    static final ForecastError OF_MODELS = new ForecastError(0.07, 0.25);
    static final ForecastError OF_REGIONS = new ForecastError(0.09, 0.4);
    /** Sums over a category err less. */
    static final ForecastError OF_CATEGORIES = new ForecastError(0.05, 0.0);

    private final double[][][] hits;
    private final double[][] cells;
    private final ForecastError usual;

    /**
     * Nothing yet.
     *
     * @param usual how far such forecasts usually err
     */
    Spreads(int origins, ForecastError usual) {
        this.usual = usual;
        hits = new double[Horizons.COUNT][origins][GRID.length];
        cells = new double[Horizons.COUNT][origins];
    }

    /**
     * Notes what was forecast and what came.
     *
     * @param ofPlans the spread that errors of sales plans give the forecast; the spread found is beyond it
     */
    void add(int band, int origin, double forecast, double actual, double ofPlans) {
        if (!(forecast > 0)) {
            return;
        }
        cells[band][origin]++;
        for (int i = 0; i < GRID.length; i++) {
            double[] interval = new NegativeBinomial(forecast, Math.hypot(GRID[i], ofPlans)).quantiles(0.1, 0.9);
            hits[band][origin][i] += actual >= interval[0] && actual <= interval[1] ? 1 : 0;
        }
    }

    /**
     * The spread for a band, from all origins but one.
     *
     * @param without an origin whose forecasts are not to judge themselves; -1 for none
     */
    double of(int band, int without) {
        double n = 0;
        double[] sum = new double[GRID.length];
        for (int origin = 0; origin < cells[band].length; origin++) {
            if (origin != without) {
                n += cells[band][origin];
                for (int i = 0; i < GRID.length; i++) {
                    sum[i] += hits[band][origin][i];
                }
            }
        }
        double otherwise = usual(band);
        double found = n > 0 ? crossing(sum, n) : otherwise;
        return (n * found + PRIOR_CELLS * otherwise) / (n + PRIOR_CELLS);
    }

    /** How far it errs in a month of a band, and which share of that goes on in all months. */
    ForecastError error(int band, int without) {
        double[] all = new double[Horizons.COUNT];
        for (int i = 0; i < all.length; i++) {
            all[i] = of(i, without);
        }
        return new ForecastError(all[band], ForecastError.lasting(all, usual.lasting()));
    }

    /** Over more months, less of what passes with the month is left. */
    private double usual(int band) {
        double left = 1;
        for (int i = 0; i < Horizons.SUMMED.length; i++) {
            left = band == Horizons.ofSum(i) ? usual.lasting() + (1 - usual.lasting()) / Horizons.SUMMED[i] : left;
        }
        return usual.spread() * Math.sqrt(left);
    }

    private static double crossing(double[] hits, double n) {
        for (int i = 0; i < GRID.length; i++) {
            double share = hits[i] / n;
            if (share >= WANTED) {
                if (i == 0) {
                    return GRID[0];
                }
                double before = hits[i - 1] / n;
                return GRID[i - 1] + (WANTED - before) / (share - before) * (GRID[i] - GRID[i - 1]);
            }
        }
        return GRID[GRID.length - 1];
    }
}
