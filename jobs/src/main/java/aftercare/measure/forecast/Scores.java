package aftercare.measure.forecast;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Scores by what they are about. */
final class Scores {
    final TreeMap<Score.Key, Score> byKey = new TreeMap<>();

    /** Gives the quantiles {@link Score#SHARES} of the sum over some months ahead. */
    interface Intervals {
        double[] of(int from, int to);
    }

    Score of(String level, String segment, String method, String span, int horizon) {
        return byKey.computeIfAbsent(new Score.Key(level, segment, method, span, horizon), key -> new Score());
    }

    /**
     * Scores the forecasts of one series from one origin in all spans.
     *
     * @param scales of {@link Trial#scales}; null where errors are not scaled
     * @param intervals null for a method without intervals
     */
    void series(
            String level,
            String segment,
            String method,
            int origin,
            double[] forecast,
            double[] actual,
            double @Nullable [] scales,
            @Nullable Intervals intervals) {
        double[][] months = new double[forecast.length][];
        double sum = 0;
        double came = 0;
        double absolute = 0;
        double squares = 0;
        for (int h = 0; h < forecast.length; h++) {
            double error = forecast[h] - actual[h];
            absolute += Math.abs(error);
            squares += error * error;
            sum += forecast[h];
            came += actual[h];
            Score month = of(level, segment, method, "month", h + 1);
            month.add(origin, forecast[h], actual[h]);
            if (scales != null) {
                month.scaled(Math.abs(error), error * error, 1, scales);
            }
            if (intervals != null) {
                months[h] = intervals.of(h, h);
                month.judge(months[h], actual[h]);
            }
            for (int horizon : Horizons.SUMMED) {
                if (h + 1 == horizon) {
                    pooled(of(level, segment, method, "months", horizon), origin, forecast, actual, months, horizon);
                    Score total = of(level, segment, method, "total", horizon);
                    total.add(origin, sum, came);
                    if (intervals != null) {
                        total.judge(intervals.of(0, h), came);
                    }
                    if (scales != null) {
                        of(level, segment, method, "months", horizon).scaled(absolute, squares, horizon, scales);
                    }
                }
            }
        }
    }

    private static void pooled(
            Score score, int origin, double[] forecast, double[] actual, double[][] months, int horizon) {
        for (int h = 0; h < horizon; h++) {
            score.add(origin, forecast[h], actual[h]);
            if (months[h] != null) {
                score.judge(months[h], actual[h]);
            }
        }
    }
}
