package aftercare.measure.forecast;

import java.io.Serializable;
import java.util.Comparator;
import java.util.TreeSet;

/** Sums from which the accuracy of a method is computed; scores of parts add up. */
final class Score implements Serializable {
    private static final long serialVersionUID = 1;

    /**
     * What is scored.
     *
     * @param level model_region, model, ...
     * @param segment all, or a part of the level
     * @param method by its name
     * @param span month, months or total
     * @param horizon months ahead
     */
    record Key(String level, String segment, String method, String span, int horizon)
            implements Serializable, Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return Comparator.comparing(Key::level)
                    .thenComparing(Key::segment)
                    .thenComparing(Key::method)
                    .thenComparing(Key::span)
                    .thenComparing(Key::horizon)
                    .compare(this, other);
        }
    }

    final TreeSet<Integer> origins = new TreeSet<>();
    long forecasts;
    double actual;
    double forecast;
    double absolute;
    double mase;
    long maseSeries;
    double rmsse;
    long rmsseSeries;
    long judged;
    long in50;
    long in80;
    long in95;
    double width;
    double weight = Double.NaN;
    double spread = Double.NaN;

    void add(int origin, double forecast, double actual) {
        origins.add(origin);
        forecasts++;
        this.forecast += forecast;
        this.actual += actual;
        absolute += Math.abs(forecast - actual);
    }

    /** The shares of {@link #SHARES} of the predictive distribution. */
    void judge(double[] quantiles, double actual) {
        judged++;
        in95 += inside(quantiles[0], quantiles[5], actual);
        in80 += inside(quantiles[1], quantiles[4], actual);
        in50 += inside(quantiles[2], quantiles[3], actual);
        width += quantiles[4] - quantiles[1];
    }

    static final double[] SHARES = {0.025, 0.1, 0.25, 0.75, 0.9, 0.975};

    private static int inside(double low, double high, double actual) {
        return actual >= low && actual <= high ? 1 : 0;
    }

    /** Errors of one series from one origin against the scales of {@link Trial#scales}. */
    void scaled(double absoluteError, double squaredError, int months, double[] scales) {
        if (!Double.isNaN(scales[0])) {
            mase += absoluteError / months / scales[0];
            maseSeries++;
            rmsse += Math.sqrt(squaredError / months) / scales[1];
            rmsseSeries++;
        }
    }

    void add(Score other) {
        origins.addAll(other.origins);
        forecasts += other.forecasts;
        actual += other.actual;
        forecast += other.forecast;
        absolute += other.absolute;
        mase += other.mase;
        maseSeries += other.maseSeries;
        rmsse += other.rmsse;
        rmsseSeries += other.rmsseSeries;
        judged += other.judged;
        in50 += other.in50;
        in80 += other.in80;
        in95 += other.in95;
        width += other.width;
    }
}
