package aftercare.timeseries;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Forecasts made again from earlier origins, each from nothing but the values before it.
 *
 * @param period steps in a season
 * @param horizon steps ahead, 1 or more
 * @param origins at most how many
 * @param stride steps between origins, 1 or more
 * @param least how many values an origin must have before it, 1 or more
 */
public record Backtest(int period, int horizon, int origins, int stride, int least) {

    /** Refuses a backtest that could not look at anything. */
    public Backtest {
        if (period < 1 || horizon < 1 || origins < 1 || stride < 1 || least < 1) {
            throw new IllegalArgumentException("period, horizon, origins, stride and least are at least 1");
        }
    }

    /**
     * One origin.
     *
     * @param origin how many values were known
     * @param forecast made from them
     * @param actual what came, as long as the forecast
     */
    public record Fold(int origin, Forecast forecast, double[] actual) {}

    /**
     * The folds of a method, oldest origin first; the newest leaves a full horizon. None when the history is too short.
     */
    public List<Fold> run(ForecastMethod method, double[] history) {
        List<Fold> folds = new ArrayList<>();
        for (int origin : origins(history.length)) {
            double[] known = Arrays.copyOf(history, origin);
            double[] actual = Arrays.copyOfRange(history, origin, origin + horizon);
            folds.add(new Fold(origin, method.forecast(known, period, horizon), actual));
        }
        return folds;
    }

    /** The origins in a history of {@code length} values, oldest first. */
    public List<Integer> origins(int length) {
        List<Integer> found = new ArrayList<>();
        for (int i = origins - 1; i >= 0; i--) {
            int origin = length - horizon - i * stride;
            if (origin >= least) {
                found.add(origin);
            }
        }
        return found;
    }
}
