package aftercare.timeseries;

/**
 * Mean and variance of the future values of an exponential smoothing model: Hyndman et al. (2008), chapter 6, class 1
 * (additive errors), class 2 (multiplicative errors) and, for multiplying seasons, class 3 with each season's own
 * uncertainty left out beyond its first order.
 */
final class EtsMoments {
    private final EtsModel model;
    private final EtsModel.Parameters parameters;
    private final double variance;
    private final EtsFilter end;
    private final int period;

    EtsMoments(EtsModel model, EtsModel.Parameters parameters, double variance, EtsFilter end, int period) {
        this.model = model;
        this.parameters = parameters;
        this.variance = variance;
        this.end = end;
        this.period = period;
    }

    Forecast forecast(int horizon) {
        double[] mean = new double[horizon];
        double[] sigma = new double[horizon];
        double[] weights = new double[horizon];
        double[] theta = new double[horizon];
        double damping = 0;
        double power = 1;
        double sumOfWeights = 0;
        for (int step = 0; step < horizon; step++) {
            power *= parameters.phi();
            damping += power;
            double base = end.level() + (model.hasTrend() ? damping * end.trend() : 0);
            double factor = end.season(step);
            boolean times = model.season() == EtsModel.Season.MULTIPLICATIVE;
            mean[step] = times ? base * factor : base + factor;
            double centre = times ? base : mean[step];
            double stepVariance;
            if (model.multiplicativeError()) {
                theta[step] = centre * centre;
                for (int back = 1; back <= step; back++) {
                    theta[step] += variance * weights[back - 1] * weights[back - 1] * theta[step - back];
                }
                stepVariance = (1 + variance) * theta[step] - centre * centre;
            } else {
                stepVariance = variance * (1 + sumOfWeights);
            }
            sigma[step] = Math.sqrt(stepVariance) * (times ? Math.abs(factor) : 1);
            weights[step] = weight(step, damping);
            sumOfWeights += weights[step] * weights[step];
        }
        return Forecast.of(mean, sigma);
    }

    /**
     * How much an error still counts {@code step + 1} steps later; {@code damping} is the sum of phi's powers up to
     * there.
     */
    private double weight(int step, double damping) {
        boolean sameSeason = model.season() == EtsModel.Season.ADDITIVE && (step + 1) % period == 0;
        return parameters.alpha() + parameters.beta() * damping + (sameSeason ? parameters.gamma() : 0);
    }
}
