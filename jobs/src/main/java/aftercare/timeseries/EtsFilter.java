package aftercare.timeseries;

/**
 * Runs an exponential smoothing model over a series. Not for several threads: it reuses its state. Multiplicative
 * errors do not change the recursion, only how errors are weighed, so that one recursion serves the whole family.
 */
final class EtsFilter {
    /** Keeps the likelihood of a perfect fit finite. */
    static final double TINY = 1e-200;

    private final EtsModel model;
    private final double[] series;
    private final int period;
    private final double[] season;

    private double level;
    private double trend;
    private double errorSquares;

    EtsFilter(EtsModel model, double[] series, int period) {
        this.model = model;
        this.series = series;
        this.period = model.hasSeason() ? period : 1;
        season = new double[this.period];
    }

    /**
     * Twice the negative log-likelihood less its constant; infinite where the model cannot produce the series.
     *
     * @param initialSeason by phase, 0 being that of the first value
     */
    double run(EtsModel.Parameters parameters, double[] initialSeason) {
        double alpha = parameters.alpha();
        double beta = parameters.beta();
        double gamma = parameters.gamma();
        double phi = parameters.phi();
        System.arraycopy(initialSeason, 0, season, 0, period);
        boolean times = model.season() == EtsModel.Season.MULTIPLICATIVE;
        boolean relative = model.multiplicativeError();
        double l = parameters.level();
        double b = parameters.trend();
        double squares = 0;
        double logProduct = 0;
        double product = 1;
        int phase = 0;
        for (double value : series) {
            double s = season[phase];
            double damped = phi * b;
            double base = l + damped;
            double fitted = times ? base * s : base + s;
            if ((relative && !(fitted > 0)) || (times && !(base > 0 && s > 0))) {
                return Double.POSITIVE_INFINITY;
            }
            double error = value - fitted;
            if (times) {
                season[phase] = s + gamma * error / base;
                error /= s;
            } else {
                season[phase] = s + gamma * error;
            }
            l = base + alpha * error;
            b = damped + beta * error;
            if (relative) {
                double share = (value - fitted) / fitted;
                squares += share * share;
                product *= fitted;
                // One logarithm for many factors: it is what costs most here.
                if (product > 1e200 || product < 1e-200) {
                    logProduct += Math.log(product);
                    product = 1;
                }
            } else {
                squares += (value - fitted) * (value - fitted);
            }
            phase = phase + 1 == period ? 0 : phase + 1;
        }
        level = l;
        trend = b;
        errorSquares = squares;
        double likelihood = series.length * Math.log(squares + TINY);
        return relative ? likelihood + 2 * (logProduct + Math.log(product)) : likelihood;
    }

    double level() {
        return level;
    }

    double trend() {
        return trend;
    }

    double errorSquares() {
        return errorSquares;
    }

    /** The seasonal state of a step ahead. */
    double season(int step) {
        return season[(series.length + step) % period];
    }
}
