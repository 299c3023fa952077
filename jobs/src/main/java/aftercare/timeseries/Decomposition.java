package aftercare.timeseries;

import java.util.Arrays;

/**
 * Classical decomposition: the season as the mean deviation from a centred moving average, by phase (Makridakis,
 * Wheelwright and Hyndman, Forecasting: Methods and Applications, 3rd ed., chapter 3). Phase 0 is that of the first
 * value.
 */
final class Decomposition {
    private final double[] factors;
    private final boolean multiplicative;

    private Decomposition(double[] factors, boolean multiplicative) {
        this.factors = factors;
        this.multiplicative = multiplicative;
    }

    /** No season at all. */
    static Decomposition none() {
        return new Decomposition(new double[] {0}, false);
    }

    /** Whether {@link #of} has enough to go by: 2 seasons. */
    static boolean possible(double[] series, int period) {
        return period > 1 && series.length >= 2 * period;
    }

    /** Fits seasonal factors (multiplicative: to positive values only) or differences. */
    static Decomposition of(double[] series, int period, boolean multiplicative) {
        double[] trend = movingAverage(series, period);
        double[] sums = new double[period];
        int[] counts = new int[period];
        int first = period / 2;
        for (int i = 0; i < trend.length; i++) {
            int phase = (first + i) % period;
            double value = series[first + i];
            sums[phase] += multiplicative ? value / trend[i] : value - trend[i];
            counts[phase]++;
        }
        double neutral = multiplicative ? 1 : 0;
        for (int phase = 0; phase < period; phase++) {
            sums[phase] = counts[phase] == 0 ? neutral : sums[phase] / counts[phase];
        }
        double mean = Arrays.stream(sums).sum() / period;
        for (int phase = 0; phase < period; phase++) {
            sums[phase] = multiplicative ? sums[phase] / mean : sums[phase] - mean;
        }
        return new Decomposition(sums, multiplicative);
    }

    /** The centred average over a season; the first belongs to value period / 2. */
    static double[] movingAverage(double[] series, int period) {
        int half = period / 2;
        double[] average = new double[series.length - 2 * half];
        for (int i = 0; i < average.length; i++) {
            double sum = 0;
            for (int j = i; j <= i + 2 * half; j++) {
                sum += series[j];
            }
            if (period % 2 == 0) {
                sum -= (series[i] + series[i + 2 * half]) / 2;
            }
            average[i] = sum / period;
        }
        return average;
    }

    /** The factor or difference at a position counted from the first value. */
    double at(int position) {
        return factors[position % factors.length];
    }

    /** Whether seasons multiply. */
    boolean multiplicative() {
        return multiplicative;
    }

    /** The series without its season. */
    double[] adjusted(double[] series) {
        double[] adjusted = new double[series.length];
        for (int i = 0; i < series.length; i++) {
            adjusted[i] = multiplicative ? series[i] / at(i) : series[i] - at(i);
        }
        return adjusted;
    }

    /** A forecast of the adjusted series, of {@code known} values, with its season again. */
    Forecast seasoned(Forecast forecast, int known) {
        double[] mean = forecast.mean();
        double[] sigma = forecast.sigma();
        for (int step = 0; step < mean.length; step++) {
            double factor = at(known + step);
            mean[step] = multiplicative ? mean[step] * factor : mean[step] + factor;
            sigma[step] = multiplicative ? sigma[step] * Math.abs(factor) : sigma[step];
        }
        return Forecast.of(mean, sigma);
    }
}
