package aftercare.timeseries;

import java.util.Arrays;

/**
 * A method applied to the logarithms of a series of positive values; to the series itself when a value is not positive. Gives the middle
 * of the distribution, not its mean: far ahead the difference is the spread of a forecast that nobody should take for a mean.
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
        double[] logs = Arrays.stream(history).map(Math::log).toArray();
        double low = Math.log(least);
        double high = Arrays.stream(logs).max().orElseThrow();
        // A trend of logarithms runs away exponentially; none goes further beyond the history than the history is wide.
        double reach = Math.max(high - low, 1);
        Forecast forecast = inner.forecast(logs, period, horizon);
        double[] mean = new double[horizon];
        double[] sigma = new double[horizon];
        for (int step = 0; step < horizon; step++) {
            mean[step] = Math.exp(Math.min(high + reach, Math.max(low - reach, forecast.mean(step))));
            double logSigma = Math.min(LARGEST_SIGMA, forecast.sigma(step));
            sigma[step] = mean[step] * Math.sqrt(Math.expm1(logSigma * logSigma));
        }
        return Forecast.of(mean, sigma);
    }
}
