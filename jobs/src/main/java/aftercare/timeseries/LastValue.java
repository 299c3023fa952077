package aftercare.timeseries;

import java.util.Arrays;

/** The last value goes on. The spread is that of a random walk with the history's steps. */
public record LastValue() implements ForecastMethod {

    @Override
    public String name() {
        return "last_value";
    }

    @Override
    public Forecast forecast(double[] history, int period, int horizon) {
        History.check(history, period, horizon);
        if (History.isConstant(history)) {
            return History.constant(history, horizon);
        }
        double[] mean = new double[horizon];
        Arrays.fill(mean, history[history.length - 1]);
        double squares = 0;
        for (int i = 1; i < history.length; i++) {
            squares += (history[i] - history[i - 1]) * (history[i] - history[i - 1]);
        }
        double stepVariance = squares / (history.length - 1);
        double[] sigma = new double[horizon];
        for (int step = 0; step < horizon; step++) {
            sigma[step] = Math.sqrt(stepVariance * (step + 1));
        }
        return Forecast.of(mean, sigma);
    }
}
