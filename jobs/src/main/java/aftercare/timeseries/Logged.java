package aftercare.timeseries;

import java.util.Arrays;

/**
 * A method applied to the logarithms of a series of positive values; to the series itself when a value is not positive.
 * Gives the middle of the distribution, not its mean: far ahead the difference is the spread of a forecast that nobody
 * should take for a mean.
 *
 * @param name its name
 * @param inner what forecasts the logarithms
 */
record Logged(String name, ForecastMethod inner) implements ForecastMethod {
    private static final double LARGEST_SIGMA = 1;

    @Override
    public Forecast forecast(double[] history, int period, int horizon) {
        History.check(history, period, horizon);
        if (History.isConstant(history)) {
            return History.constant(history, horizon);
        }
        double least = Arrays.stream(history).min().orElseThrow();
        if (!(least > 0)) {
            return inner.forecast(history, period, horizon);
        }
        Magnitude unit = Magnitude.of(history);
        double[] logs = Arrays.stream(unit.measured(history)).map(Math::log).toArray();
        return unit.restored(raised(inner.forecast(logs, period, horizon), logs));
    }

    private static Forecast raised(Forecast forecast, double[] logs) {
        double low = Arrays.stream(logs).min().orElseThrow();
        double high = Arrays.stream(logs).max().orElseThrow();
        // A trend of logarithms runs away exponentially; none goes further beyond the history than the history is wide.
        double width = Math.max(high - low, 1);
        double[] mean = new double[forecast.horizon()];
        double[] sigma = new double[mean.length];
        for (int step = 0; step < mean.length; step++) {
            mean[step] = Math.exp(Math.min(high + width, Math.max(low - width, forecast.mean(step))));
            double logSigma = Math.min(LARGEST_SIGMA, forecast.sigma(step));
            sigma[step] = mean[step] * Math.sqrt(Math.expm1(logSigma * logSigma));
        }
        return Forecast.of(mean, sigma);
    }
}
