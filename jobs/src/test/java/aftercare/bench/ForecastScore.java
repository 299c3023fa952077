package aftercare.bench;

import aftercare.timeseries.Accuracy;
import aftercare.timeseries.Forecast;
import aftercare.timeseries.ForecastMethod;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How a method fared, as means over series.
 *
 * @param method its name
 * @param means by {@link Measure}
 */
record ForecastScore(String method, List<Double> means) {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final double[] SHARES = {.5, .8, .95};

    /** What is measured, and with how many digits it is printed. */
    private enum Measure {
        MASE(3),
        RMSSE(3),
        SMAPE(2),
        WITHIN_50(1),
        WITHIN_80(1),
        WITHIN_95(1),
        MILLISECONDS(2);

        private final int digits;

        Measure(int digits) {
            this.digits = digits;
        }
    }

    /** Series of which a measure cannot be computed, such as those with a constant history, do not count in it. */
    static ForecastScore of(ForecastMethod method, List<BenchSeries> series, int season) {
        List<double[]> all = IntStream.range(0, series.size())
                .parallel()
                .mapToObj(i -> one(method, series.get(i), season))
                .toList();
        return new ForecastScore(
                method.name(),
                IntStream.range(0, Measure.values().length)
                        .mapToObj(measure -> all.stream()
                                .mapToDouble(each -> each[measure])
                                .filter(Double::isFinite)
                                .average()
                                .orElse(Double.NaN))
                        .toList());
    }

    private static double[] one(ForecastMethod method, BenchSeries series, int season) {
        double[] future = series.future();
        long start = THREADS.getCurrentThreadCpuTime();
        Forecast forecast = method.forecast(series.history(), season, future.length);
        double milliseconds = (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
        double[] measures = new double[Measure.values().length];
        measures[Measure.MASE.ordinal()] = Accuracy.mase(series.history(), season, future, forecast.mean());
        measures[Measure.RMSSE.ordinal()] = Accuracy.rmsse(series.history(), season, future, forecast.mean());
        measures[Measure.SMAPE.ordinal()] = Accuracy.smape(future, forecast.mean());
        for (int i = 0; i < SHARES.length; i++) {
            double[] low = forecast.quantiles((1 - SHARES[i]) / 2);
            double[] high = forecast.quantiles((1 + SHARES[i]) / 2);
            measures[Measure.WITHIN_50.ordinal() + i] = 100 * Accuracy.coverage(future, low, high);
        }
        measures[Measure.MILLISECONDS.ordinal()] = milliseconds;
        return measures;
    }

    /** A row of the page's table. */
    String line() {
        return IntStream.range(0, means.size())
                .mapToObj(i -> String.format(Locale.ROOT, "%." + Measure.values()[i].digits + "f", means.get(i)))
                .collect(Collectors.joining(" | ", "| " + method + " | ", " |"));
    }
}
