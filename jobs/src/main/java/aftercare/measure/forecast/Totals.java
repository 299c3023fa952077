package aftercare.measure.forecast;

import java.io.Serializable;

/**
 * What one category adds to the sum of a region or of the company at one origin.
 *
 * @param level region or company
 * @param id which region; all for the company
 * @param category whose part this is
 * @param origin number of the last month seen
 * @param forecasts by method ({@link Methods#NAMES}, then the combination) and month ahead
 * @param actual by month ahead
 * @param futures by month ahead, then future
 */
@SuppressWarnings("ArrayRecordComponent") // Compared nowhere, and read only.
record Totals(
        String level, String id, String category, int origin, double[][] forecasts, double[] actual, double[] futures)
        implements Serializable {

    static Totals empty(String level, String id, String category, int origin, int horizon) {
        return new Totals(
                level,
                id,
                category,
                origin,
                new double[Methods.COUNT + 1][horizon],
                new double[horizon],
                new double[horizon * SamplePaths.PATHS]);
    }

    /** Adds another part to this sum. */
    void add(Totals part) {
        for (int h = 0; h < actual.length; h++) {
            actual[h] += part.actual[h];
            for (int method = 0; method < forecasts.length; method++) {
                forecasts[method][h] += part.forecasts[method][h];
            }
        }
        for (int i = 0; i < futures.length; i++) {
            futures[i] += part.futures[i];
        }
    }

    /** Scores the sum, all parts of which have been added. */
    void score(Scores scores, String segment) {
        for (int method = 0; method < Methods.COUNT; method++) {
            scores.series(level, segment, Methods.NAMES.get(method), origin, forecasts[method], actual, null, null);
        }
        scores.series(
                level, segment, Methods.COMBINED, origin, forecasts[Methods.COUNT], actual, null, this::quantiles);
    }

    /** Quantiles of the sum over months. */
    private double[] quantiles(int from, int to) {
        double[] sum = new double[SamplePaths.PATHS];
        for (int h = from; h <= to; h++) {
            for (int path = 0; path < SamplePaths.PATHS; path++) {
                sum[path] += futures[h * SamplePaths.PATHS + path];
            }
        }
        return SamplePaths.quantiles(sum, 0, Score.SHARES);
    }
}
