package aftercare.timeseries;

import java.util.Arrays;

/**
 * The Theta method (Assimakopoulos and Nikolopoulos, International Journal of Forecasting 16, 2000; winner of the M3
 * competition) as a state space model (Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler, International Journal of
 * Forecasting 32, 2016), on the seasonally adjusted series. A season is looked for by its autocorrelation.
 */
public final class Theta implements ForecastMethod {
    private static final double TOLERANCE = 1e-3;
    private static final int ITERATIONS = 200;
    private static final double[] STARTING_ALPHAS = {-2, 0, 2};

    private final String name;
    /** Whether theta is fitted and the line dynamic. */
    private final boolean optimised;

    private Theta(String name, boolean optimised) {
        this.name = name;
        this.optimised = optimised;
    }

    /** Theta 2 and a line through all of the history: the standard method. */
    public static Theta standard() {
        return new Theta("theta", false);
    }

    /**
     * Theta fitted to the series, 1 or more, and the line followed as values come in (dynamic optimised theta model).
     */
    public static Theta dynamicOptimised() {
        return new Theta("theta_optimised", true);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Forecast forecast(double[] history, int period, int horizon) {
        History.check(history, period, horizon);
        if (History.isConstant(history)) {
            return History.constant(history, horizon);
        }
        if (history.length < 4) {
            return new LastValue().forecast(history, period, horizon);
        }
        Magnitude unit = Magnitude.of(history);
        double[] series = unit.measured(history);
        Decomposition season = Seasonality.decompose(series, period);
        return unit.restored(season.seasoned(unseasonal(season.adjusted(series), horizon), history.length));
    }

    private Forecast unseasonal(double[] series, int horizon) {
        if (History.isConstant(series)) {
            return History.constant(series, horizon);
        }
        double unit = Math.sqrt(Arrays.stream(series).map(each -> each * each).sum() / series.length);
        double likelyStart =
                Arrays.stream(series, 0, Math.min(series.length, 6)).average().orElseThrow();
        ThetaLines lines = new ThetaLines(series, optimised);
        double[] start = optimised ? new double[3] : new double[2];
        double best = Double.POSITIVE_INFINITY;
        for (double alpha : STARTING_ALPHAS) {
            double[] candidate = optimised ? new double[] {alpha, 0, 0} : new double[] {alpha, 0};
            double value = value(lines, candidate, likelyStart, unit);
            if (value < best) {
                best = value;
                start = candidate;
            }
        }
        double[] found =
                Simplex.minimum(point -> value(lines, point, likelyStart, unit), start, 1, TOLERANCE, ITERATIONS);
        return lines.forecast(alpha(found), theta(found), likelyStart + unit * found[1] / 10, horizon);
    }

    private double value(ThetaLines lines, double[] point, double likelyStart, double unit) {
        return lines.likelihood(alpha(point), theta(point), likelyStart + unit * point[1] / 10);
    }

    private static double alpha(double[] point) {
        return .01 + .98 / (1 + Math.exp(-point[0]));
    }

    private static double theta(double[] point) {
        return point.length > 2 ? 1 + Math.exp(point[2]) : 2;
    }
}
