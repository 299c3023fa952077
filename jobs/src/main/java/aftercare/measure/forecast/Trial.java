package aftercare.measure.forecast;

import java.util.Arrays;

/**
 * What each method would have forecast at a past month, and what came.
 *
 * @param origin number of the last month that was seen
 * @param horizon months after it that are known by now
 * @param forecasts by method, series (model x region) and month ahead, without what had been unusual
 * @param naive the same of the methods that repeat what came, as it came
 * @param actual repairs that came, by series and month ahead, lifted where recent
 * @param band volume band of each series; -1 for one of which there was nothing to forecast and nothing came
 * @param scales mean absolute and root mean squared seasonal-naive error of each series before the origin; NaN where
 *     there is none
 * @param planned share of each series and month that units yet to be sold bring
 * @param planSpread of {@link PlanError}, as known at the origin
 * @param unusual by series and month ahead, whether nobody could have foreseen what came: no method is worth more or
 *     less for it
 */
@SuppressWarnings("ArrayRecordComponent") // Compared nowhere, and read only.
record Trial(
        int origin,
        int horizon,
        double[][][] forecasts,
        double[][][] naive,
        double[][] actual,
        int[] band,
        double[][] scales,
        double[][] planned,
        double planSpread,
        boolean[][] unusual) {
    static final int BANDS = 3;
    static final int LOW = 0;
    private static final String[] NAMES = {"low", "middle", "high"};
    private static final double MIDDLE_FROM = 1;
    private static final double HIGH_FROM = 5;

    static String bandName(int band) {
        return NAMES[band];
    }

    /** The volume band of a series by the repairs that the repair model expects a month. */
    static int band(double monthly) {
        return monthly < MIDDLE_FROM ? LOW : monthly < HIGH_FROM ? 1 : 2;
    }

    /**
     * Tries all methods at an origin; only what was known by its end is used.
     *
     * @param known what is known by now to have been unusual
     */
    static Trial at(CategoryHistory history, Delays delays, int origin, Disruptions known) {
        CategoryFleet fleet = history.fleet;
        int last = fleet.months() - 1;
        int horizon = Math.min(Horizons.SCORED, last - origin);
        RepairModel model = RepairModel.fit(history, delays, origin, Horizons.ages(fleet));
        Projection projection = new Projection(model, new PlannedSales(history, origin), horizon);
        double[] reported = delays.reported(last);
        int regions = fleet.regions().size();
        int series = fleet.models().size() * regions;
        double[][][] forecasts = new double[Methods.COUNT][series][];
        double[][][] naive = new double[Methods.COUNT][series][];
        double[][] actual = new double[series][horizon];
        boolean[][] unusual = new boolean[series][horizon];
        int[] band = new int[series];
        double[][] scales = new double[series][];
        double[][] planned = new double[series][horizon];
        for (int m = 0; m < fleet.models().size(); m++) {
            for (int r = 0; r < regions; r++) {
                int i = m * regions + r;
                Projection.Expected expected = projection.of(m, r);
                double[] before = model.lifted[m][r];
                double[] goingOn = model.goingOn(m, r);
                double sum = 0;
                for (int h = 0; h < horizon; h++) {
                    actual[i][h] = history.known(m, r, origin + 1 + h, last) / reported[origin + 1 + h];
                    sum += actual[i][h] + expected.total(h);
                    planned[i][h] = expected.plannedShare(h);
                    unusual[i][h] = known.unforeseen(m, r, origin, origin + 1 + h);
                }
                scales[i] = scales(before);
                if (sum + Arrays.stream(before).sum() == 0) {
                    band[i] = -1;
                    continue;
                }
                band[i] = forecasts(forecasts, naive, i, expected, before, goingOn, horizon);
            }
        }
        return new Trial(
                origin,
                horizon,
                forecasts,
                naive,
                actual,
                band,
                scales,
                planned,
                PlanError.spread(history, origin),
                unusual);
    }

    /** What a method is scored by: those that others are measured by take what came as it came. */
    double[] scored(int method, int i) {
        return Methods.isNaive(method) ? naive[method][i] : forecasts[method][i];
    }

    private static int forecasts(
            double[][][] forecasts,
            double[][][] naive,
            int i,
            Projection.Expected expected,
            double[] before,
            double[] goingOn,
            int horizon) {
        forecasts[Methods.AGE_BASE][i] = new double[horizon];
        forecasts[Methods.AGE_LEVEL][i] = new double[horizon];
        forecasts[Methods.RECENT_RATE][i] = expected.recentRate();
        double sum = 0;
        for (int h = 0; h < horizon; h++) {
            forecasts[Methods.AGE_BASE][i][h] = expected.total(h);
            forecasts[Methods.AGE_LEVEL][i][h] = expected.withRecentLevel(h);
            sum += expected.total(h);
        }
        for (int method = Methods.FROM_SERIES; method < Methods.COUNT; method++) {
            forecasts[method][i] = Methods.fromSeries(method, goingOn, horizon);
            if (Methods.isNaive(method)) {
                naive[method][i] =
                        goingOn == before ? forecasts[method][i] : Methods.fromSeries(method, before, horizon);
            }
        }
        return band(sum / horizon);
    }

    private static double[] scales(double[] before) {
        double absolute = 0;
        double squares = 0;
        int n = before.length - CategoryFleet.SEASONS;
        for (int t = CategoryFleet.SEASONS; t < before.length; t++) {
            double error = before[t] - before[t - CategoryFleet.SEASONS];
            absolute += Math.abs(error);
            squares += error * error;
        }
        return n > 0 && absolute > 0
                ? new double[] {absolute / n, Math.sqrt(squares / n)}
                : new double[] {Double.NaN, Double.NaN};
    }
}
