package aftercare.timeseries;

/**
 * How well forecasts fared, as pure functions of what came and what was said. Sums over a table of series are better
 * made from the parts: WAPE and bias are ratios of sums, not means of ratios.
 */
public final class Accuracy {
    private Accuracy() {}

    /**
     * The scale of MASE: the mean absolute error within the history of repeating the last season (Hyndman and Koehler,
     * International Journal of Forecasting 22, 2006). Of repeating the last value when the history is not longer than a
     * season; NaN when it has fewer than 2 values.
     */
    public static double naiveError(double[] history, int period) {
        int lag = history.length > period ? period : 1;
        double sum = 0;
        for (int i = lag; i < history.length; i++) {
            sum += Math.abs(history[i] - history[i - lag]);
        }
        return history.length > lag ? sum / (history.length - lag) : Double.NaN;
    }

    /** As {@link #naiveError}, of squared errors (no root): the scale of RMSSE. */
    public static double naiveSquaredError(double[] history, int period) {
        int lag = history.length > period ? period : 1;
        double sum = 0;
        for (int i = lag; i < history.length; i++) {
            sum += (history[i] - history[i - lag]) * (history[i] - history[i - lag]);
        }
        return history.length > lag ? sum / (history.length - lag) : Double.NaN;
    }

    /** Mean absolute error. */
    public static double meanAbsoluteError(double[] actual, double[] forecast) {
        return absoluteError(actual, forecast) / actual.length;
    }

    /**
     * Mean absolute scaled error: 1 is as good as repeating the last season one step ahead. NaN or infinite when the
     * scale is 0.
     */
    public static double mase(double[] history, int period, double[] actual, double[] forecast) {
        return meanAbsoluteError(actual, forecast) / naiveError(history, period);
    }

    /** Root mean squared scaled error, as in the M5 competition, with the seasonal scale. */
    public static double rmsse(double[] history, int period, double[] actual, double[] forecast) {
        same(actual, forecast);
        double squares = 0;
        for (int i = 0; i < actual.length; i++) {
            squares += (actual[i] - forecast[i]) * (actual[i] - forecast[i]);
        }
        return Math.sqrt(squares / actual.length / naiveSquaredError(history, period));
    }

    /**
     * Symmetric mean absolute percentage error of the M3 and M4 competitions, in percent, 0 to 200; a step of 0 and 0
     * counts as 0.
     */
    public static double smape(double[] actual, double[] forecast) {
        same(actual, forecast);
        double sum = 0;
        for (int i = 0; i < actual.length; i++) {
            double size = Math.abs(actual[i]) + Math.abs(forecast[i]);
            sum += size == 0 ? 0 : 200 * Math.abs(actual[i] - forecast[i]) / size;
        }
        return sum / actual.length;
    }

    /** Weighted absolute percentage error as a share: sum of absolute errors over the sum of absolute actuals. */
    public static double wape(double[] actual, double[] forecast) {
        return absoluteError(actual, forecast) / absoluteSum(actual);
    }

    /** Forecast less actual, as a share of the absolute actuals: above 0 when too much was forecast. */
    public static double bias(double[] actual, double[] forecast) {
        same(actual, forecast);
        double sum = 0;
        for (int i = 0; i < actual.length; i++) {
            sum += forecast[i] - actual[i];
        }
        return sum / absoluteSum(actual);
    }

    /** The share of actuals within their interval, ends included. */
    public static double coverage(double[] actual, double[] low, double[] high) {
        same(actual, low);
        same(actual, high);
        int within = 0;
        for (int i = 0; i < actual.length; i++) {
            within += actual[i] >= low[i] && actual[i] <= high[i] ? 1 : 0;
        }
        return (double) within / actual.length;
    }

    /** The mean width of the intervals. */
    public static double width(double[] low, double[] high) {
        same(low, high);
        double sum = 0;
        for (int i = 0; i < low.length; i++) {
            sum += high[i] - low[i];
        }
        return sum / low.length;
    }

    /** The mean pinball loss of quantiles for probability {@code p}: least, in expectation, for the true quantile. */
    public static double pinball(double[] actual, double[] quantile, double p) {
        same(actual, quantile);
        double sum = 0;
        for (int i = 0; i < actual.length; i++) {
            double beyond = actual[i] - quantile[i];
            sum += Math.max(p * beyond, (p - 1) * beyond);
        }
        return sum / actual.length;
    }

    private static double absoluteError(double[] actual, double[] forecast) {
        same(actual, forecast);
        double sum = 0;
        for (int i = 0; i < actual.length; i++) {
            sum += Math.abs(actual[i] - forecast[i]);
        }
        return sum;
    }

    private static double absoluteSum(double[] actual) {
        double sum = 0;
        for (double each : actual) {
            sum += Math.abs(each);
        }
        return sum;
    }

    private static void same(double[] one, double[] other) {
        if (one.length != other.length) {
            throw new IllegalArgumentException(one.length + " values against " + other.length);
        }
    }
}
