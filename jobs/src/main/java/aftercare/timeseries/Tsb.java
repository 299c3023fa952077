package aftercare.timeseries;

import java.util.Arrays;
import java.util.Objects;

/**
 * For demand that is often zero: smoothed size times smoothed probability (Teunter, Syntetos and Babai, European
 * Journal of Operational Research 214, 2011). The probability is learned at every step, so that the forecast of a model
 * that nobody repairs any more fades out. Parameters are those of least squared error one step ahead, among a few. A
 * history that is constant goes on; seasons are not looked at.
 *
 * <p>The spread of every step is that of the demand around the forecasts of the past, one step ahead, as demand is
 * taken to come independently.
 */
public final class Tsb implements ForecastMethod {
    private static final double[] SMOOTHING = {.05, .1, .15, .2, .3};

    @Override
    public String name() {
        return "tsb";
    }

    @Override
    public Forecast forecast(double[] history, int period, int horizon) {
        History.check(history, period, horizon);
        if (History.isConstant(history)) {
            return History.constant(history, horizon);
        }
        Run best = null;
        for (double size : SMOOTHING) {
            for (double frequency : SMOOTHING) {
                Run run = run(history, size, frequency);
                best = best == null || run.squares < best.squares ? run : best;
            }
        }
        Run found = Objects.requireNonNull(best, "at least one parameter was tried");
        double[] mean = new double[horizon];
        double[] sigma = new double[horizon];
        Arrays.fill(mean, found.level);
        Arrays.fill(sigma, Math.sqrt(found.squares / (history.length - 1)));
        return Forecast.of(mean, sigma);
    }

    /** Where a smoothing ends, and the squared errors of its forecasts on the way. */
    record Run(double level, double squares) {}

    /** Starts with the mean size and the share of steps with demand. */
    static Run run(double[] history, double sizeSmoothing, double probabilitySmoothing) {
        double[] demands = Arrays.stream(history).filter(value -> value != 0).toArray();
        double size = Arrays.stream(demands).average().orElse(0);
        double probability = (double) demands.length / history.length;
        double squares = 0;
        for (int i = 0; i < history.length; i++) {
            double error = history[i] - size * probability;
            squares += i > 0 ? error * error : 0;
            boolean came = history[i] != 0;
            size += came ? sizeSmoothing * (history[i] - size) : 0;
            probability += probabilitySmoothing * ((came ? 1 : 0) - probability);
        }
        return new Run(size * probability, squares);
    }
}
