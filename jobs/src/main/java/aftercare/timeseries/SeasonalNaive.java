package aftercare.timeseries;

/**
 * The last season repeats: a step takes the value of the same step of the last full season. A history not longer than a
 * season is forecast by {@link LastValue}.
 */
public record SeasonalNaive() implements ForecastMethod {

    @Override
    public String name() {
        return "seasonal_naive";
    }

    @Override
    public Forecast forecast(double[] history, int period, int horizon) {
        History.check(history, period, horizon);
        if (history.length <= period) {
            return new LastValue().forecast(history, period, horizon);
        }
        double squares = 0;
        for (int i = period; i < history.length; i++) {
            squares += (history[i] - history[i - period]) * (history[i] - history[i - period]);
        }
        double seasonVariance = squares / (history.length - period);
        double[] mean = new double[horizon];
        double[] sigma = new double[horizon];
        for (int step = 0; step < horizon; step++) {
            mean[step] = history[history.length - period + step % period];
            sigma[step] = Math.sqrt(seasonVariance * (step / period + 1));
        }
        return Forecast.of(mean, sigma);
    }
}
