package aftercare.timeseries;

import java.util.Arrays;

/** What all methods ask of a history, and their answer to one that says nothing. */
final class History {
    /** Beyond it squares of squares would overflow. */
    static final double LARGEST = 1e75;

    private History() {}

    /** Refuses what no method can answer. */
    static void check(double[] history, int period, int horizon) {
        if (period < 1) {
            throw new IllegalArgumentException("A season has at least 1 step, not " + period);
        }
        if (horizon < 0) {
            throw new IllegalArgumentException("A horizon has at least 0 steps, not " + horizon);
        }
        for (int i = 0; i < history.length; i++) {
            if (!(Math.abs(history[i]) <= LARGEST)) {
                throw new IllegalArgumentException(
                        "Value " + i + " of the history is " + history[i] + ", not a number up to " + LARGEST
                                + "; give 0 where nothing happened, and leave out a start that is not known");
            }
        }
    }

    /** Whether there is nothing to learn: no value, one value, or the same value all along. */
    static boolean isConstant(double[] history) {
        for (double value : history) {
            if (value != history[0]) {
                return false;
            }
        }
        return true;
    }

    /** The forecast of a history that {@link #isConstant}. */
    static Forecast constant(double[] history, int horizon) {
        double[] mean = new double[horizon];
        double[] sigma = new double[horizon];
        if (history.length > 0) {
            Arrays.fill(mean, history[0]);
        }
        if (history.length == 1) {
            Arrays.fill(sigma, Math.abs(history[0]));
        }
        return Forecast.of(mean, sigma);
    }
}
