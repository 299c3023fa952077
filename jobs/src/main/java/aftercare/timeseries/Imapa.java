package aftercare.timeseries;

import java.util.Arrays;

/**
 * For demand that is often zero: exponential smoothing of averages over one step, two steps and so on up to the mean
 * interval between demands, and the mean of what they say (intermittent multiple aggregation, Petropoulos and
 * Kourentzes, Journal of the Operational Research Society 66, 2015). Smoothing parameters are those of least squared
 * error one step ahead, among a few. Seasons are not looked at; the spread is that around the single steps' smoothing.
 */
public final class Imapa implements ForecastMethod {
    private static final double[] SMOOTHING = {.05, .1, .15, .2, .3};
    /** Mean interval between demands from which they are intermittent (Syntetos, Boylan and Croston 2005). */
    private static final double SPARSE_INTERVAL = 1.32;

    /** Whether so many steps have no demand that methods for usual series go wrong; never where a value is negative. */
    static boolean isSparse(double[] history) {
        int demands = 0;
        for (double value : history) {
            if (value < 0) {
                return false;
            }
            demands += value > 0 ? 1 : 0;
        }
        return history.length > SPARSE_INTERVAL * demands;
    }

    @Override
    public String name() {
        return "imapa";
    }

    @Override
    public Forecast forecast(double[] history, int period, int horizon) {
        History.check(history, period, horizon);
        if (History.isConstant(history)) {
            return History.constant(history, horizon);
        }
        long longest = Math.max(1, Math.round(meanInterval(history)));
        Smoothed single = smoothed(history);
        double sum = single.level;
        int levels = 1;
        for (int steps = 2; steps <= longest && history.length / steps > 1; steps++) {
            sum += smoothed(averages(history, steps)).level;
            levels++;
        }
        double[] mean = new double[horizon];
        double[] sigma = new double[horizon];
        Arrays.fill(mean, sum / levels);
        Arrays.fill(sigma, Math.sqrt(single.squares / (history.length - 1)));
        return Forecast.of(mean, sigma);
    }

    /** Steps from demand to demand, the first counted from the start; what came after the last is left out. */
    private static double meanInterval(double[] history) {
        int last = 0;
        int demands = 0;
        for (int i = 0; i < history.length; i++) {
            if (history[i] != 0) {
                last = i + 1;
                demands++;
            }
        }
        return (double) last / demands;
    }

    /** Averages over longer steps, which end with the history. */
    private static double[] averages(double[] history, int steps) {
        double[] averages = new double[history.length / steps];
        int first = history.length - averages.length * steps;
        for (int i = 0; i < averages.length * steps; i++) {
            averages[i / steps] += history[first + i] / steps;
        }
        return averages;
    }

    /** Where a smoothing ends, and the squared errors of its forecasts on the way. */
    private record Smoothed(double level, double squares) {}

    private static Smoothed smoothed(double[] values) {
        Smoothed best = new Smoothed(0, Double.POSITIVE_INFINITY);
        for (double alpha : SMOOTHING) {
            double level = values[0];
            double squares = 0;
            for (int i = 1; i < values.length; i++) {
                double error = values[i] - level;
                squares += error * error;
                level += alpha * error;
            }
            if (squares < best.squares) {
                best = new Smoothed(level, squares);
            }
        }
        return best;
    }
}
