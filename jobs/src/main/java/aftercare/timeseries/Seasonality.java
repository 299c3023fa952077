package aftercare.timeseries;

import java.util.Arrays;

/** Whether a series has a season, by its autocorrelation a season apart. */
final class Seasonality {
    /** The test of the Theta method in the M3 and M4 competitions: two-sided at 10 %. */
    static final double CRITICAL = 1.645;

    private Seasonality() {}

    /**
     * Whether the autocorrelation at lag {@code period} exceeds what lower ones explain (Bartlett's limit). Needs 3
     * seasons; a shorter series has none.
     */
    static boolean isSeasonal(double[] series, int period, double critical) {
        if (period < 2 || series.length < 3 * period) {
            return false;
        }
        double[] correlations = autocorrelations(series, period);
        double sum = 1;
        for (int lag = 1; lag < period; lag++) {
            sum += 2 * correlations[lag] * correlations[lag];
        }
        return Math.abs(correlations[period]) > critical * Math.sqrt(sum / series.length);
    }

    /**
     * How strong a season is, 0 to 1: the share of the variance around the moving average that it explains (Wang, Smith
     * and Hyndman, Data Mining and Knowledge Discovery 13, 2006). 0 for a series shorter than 3 seasons.
     */
    static double strength(double[] series, int period) {
        if (period < 2 || series.length < 3 * period) {
            return 0;
        }
        double[] trend = Decomposition.movingAverage(series, period);
        Decomposition season = Decomposition.of(series, period, false);
        int first = period / 2;
        double[] detrended = new double[trend.length];
        double[] left = new double[trend.length];
        for (int i = 0; i < trend.length; i++) {
            detrended[i] = series[first + i] - trend[i];
            left[i] = detrended[i] - season.at(first + i);
        }
        double whole = variance(detrended);
        return whole > 0 ? Math.max(0, 1 - variance(left) / whole) : 0;
    }

    /** Sample autocorrelations at lags 0 to {@code most}; of a constant all 0 but the first. */
    static double[] autocorrelations(double[] series, int most) {
        double mean = 0;
        for (double value : series) {
            mean += value / series.length;
        }
        double[] correlations = new double[most + 1];
        for (int lag = 0; lag <= most; lag++) {
            for (int i = lag; i < series.length; i++) {
                correlations[lag] += (series[i] - mean) * (series[i - lag] - mean);
            }
        }
        double variance = correlations[0];
        for (int lag = 0; lag <= most; lag++) {
            correlations[lag] = variance > 0 ? correlations[lag] / variance : 0;
        }
        correlations[0] = 1;
        return correlations;
    }

    /**
     * The season of a series: multiplicative when all values are positive, additive otherwise, none when the test finds
     * none.
     */
    static Decomposition decompose(double[] series, int period) {
        if (!isSeasonal(series, period, CRITICAL)) {
            return Decomposition.none();
        }
        boolean positive = true;
        for (double value : series) {
            positive &= value > 0;
        }
        return Decomposition.of(series, period, positive);
    }

    private static double variance(double[] values) {
        double mean = Arrays.stream(values).sum() / values.length;
        return Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / values.length;
    }
}
