package aftercare.timeseries;

/**
 * The last value goes on with the average step of the history (a random walk with drift). Spread: Hyndman and
 * Athanasopoulos, Forecasting: Principles and Practice (3rd ed.), 5.5.
 */
public record Drift() implements ForecastMethod {

    @Override
    public String name() {
        return "drift";
    }

    @Override
    public Forecast forecast(double[] history, int period, int horizon) {
        History.check(history, period, horizon);
        if (History.isConstant(history)) {
            return History.constant(history, horizon);
        }
        int steps = history.length - 1;
        double drift = (history[steps] - history[0]) / steps;
        double squares = 0;
        for (int i = 1; i < history.length; i++) {
            double error = history[i] - history[i - 1] - drift;
            squares += error * error;
        }
        // One step says nothing about how steps differ: then it is as uncertain as it is large.
        double stepVariance = steps == 1 ? drift * drift : squares / (steps - 1);
        double[] mean = new double[horizon];
        double[] sigma = new double[horizon];
        for (int step = 0; step < horizon; step++) {
            double ahead = step + 1;
            mean[step] = history[steps] + drift * ahead;
            sigma[step] = Math.sqrt(stepVariance * ahead * (1 + ahead / steps));
        }
        return Forecast.of(mean, sigma);
    }
}
