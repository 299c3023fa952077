package aftercare.timeseries;

/**
 * The mean of ETS, chosen among all its models, and the optimised Theta method: about as accurate as combinations of
 * many more (docs/decisions.md, DT). For totals, of which there are few; for thousands of series it takes too long.
 */
public final class EtsTheta implements ForecastMethod {
    private final ForecastMethod ets = Ets.full();
    private final ForecastMethod theta = Theta.dynamicOptimised();

    @Override
    public String name() {
        return "ets_theta";
    }

    @Override
    public Forecast forecast(double[] history, int period, int horizon) {
        Forecast one = ets.forecast(history, period, horizon);
        Forecast other = theta.forecast(history, period, horizon);
        double[] mean = one.mean();
        double[] sigma = one.sigma();
        for (int step = 0; step < horizon; step++) {
            mean[step] = (mean[step] + other.mean()[step]) / 2;
            sigma[step] = (sigma[step] + other.sigma()[step]) / 2;
        }
        return Forecast.of(mean, sigma);
    }
}
