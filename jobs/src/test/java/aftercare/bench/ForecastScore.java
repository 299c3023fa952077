package aftercare.bench;

import aftercare.timeseries.Accuracy;
import aftercare.timeseries.Forecast;
import aftercare.timeseries.ForecastMethod;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How a method fared, as means over series.
 *
 * @param method its name
 * @param mase mean absolute scaled error; the scale is the mean absolute error of repeating the value of 12 months
 *     before, over the history
 * @param smape symmetric mean absolute percentage error, percent
 * @param coverage50 actuals within the central 50 % interval, percent
 * @param coverage80 likewise
 * @param coverage95 likewise
 * @param milliseconds of processor time per series
 */
record ForecastScore(
        String method,
        double mase,
        double smape,
        double coverage50,
        double coverage80,
        double coverage95,
        double milliseconds) {
    private static final int PERIOD = 12;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    static ForecastScore of(ForecastMethod method, List<M3Series> series) {
        List<ForecastScore> all = IntStream.range(0, series.size())
                .parallel()
                .mapToObj(i -> one(method, series.get(i)))
                .toList();
        double[] sums = new double[6];
        for (ForecastScore each : all) {
            double[] values = each.values();
            for (int i = 0; i < sums.length; i++) {
                sums[i] += values[i] / all.size();
            }
        }
        return new ForecastScore(method.name(), sums[0], sums[1], sums[2], sums[3], sums[4], sums[5]);
    }

    private double[] values() {
        return new double[] {mase, smape, coverage50, coverage80, coverage95, milliseconds};
    }

    private static ForecastScore one(ForecastMethod method, M3Series series) {
        double[] future = series.future();
        long start = THREADS.getCurrentThreadCpuTime();
        Forecast forecast = method.forecast(series.history(), PERIOD, future.length);
        double milliseconds = (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
        return new ForecastScore(
                method.name(),
                Accuracy.mase(series.history(), PERIOD, future, forecast.mean()),
                Accuracy.smape(future, forecast.mean()),
                coverage(forecast, future, .5),
                coverage(forecast, future, .8),
                coverage(forecast, future, .95),
                milliseconds);
    }

    private static double coverage(Forecast forecast, double[] future, double share) {
        return 100
                * Accuracy.coverage(future, forecast.quantiles((1 - share) / 2), forecast.quantiles((1 + share) / 2));
    }

    static ForecastScore named(List<ForecastScore> scores, String method) {
        return scores.stream()
                .filter(each -> each.method.equals(method))
                .findFirst()
                .orElseThrow();
    }

    /** The line that scripts read. */
    String summary() {
        return String.format(
                Locale.ROOT, "%s: MASE %.3f sMAPE %05.2f coverage80 %04.1f", method, mase, smape, coverage80);
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "| %s | %.3f | %.2f | %.1f | %.1f | %.1f | %.2f |",
                method,
                mase,
                smape,
                coverage50,
                coverage80,
                coverage95,
                milliseconds);
    }
}
