package aftercare.timeseries;

/**
 * The recursion of the Theta models: simple exponential smoothing of the line that exaggerates the series' curvature by
 * theta, and a straight line, weighed 1 / theta and 1 - 1 / theta. The straight line is either that through all of the
 * series or, dynamically, that through the values so far.
 */
final class ThetaLines {
    private final double[] series;
    private final boolean dynamic;
    private final double intercept;
    private final double slope;

    private double level;
    private double errorSquares;
    private double mean;
    private double currentIntercept;
    private double currentSlope;

    ThetaLines(double[] series, boolean dynamic) {
        this.series = series;
        this.dynamic = dynamic;
        int n = series.length;
        double sum = 0;
        double weighted = 0;
        for (int t = 1; t <= n; t++) {
            sum += series[t - 1];
            weighted += series[t - 1] * t;
        }
        slope = 6 / ((double) n * n - 1) * (2 * weighted / n - (1 + n) * sum / n);
        intercept = sum / n - (1 + n) / 2.0 * slope;
    }

    /** Twice the negative log-likelihood less its constant. */
    double likelihood(double alpha, double theta, double start) {
        run(alpha, theta, start);
        return series.length * Math.log(errorSquares + EtsFilter.TINY);
    }

    private void run(double alpha, double theta, double start) {
        level = start;
        mean = 0;
        currentIntercept = dynamic ? series[0] : intercept;
        currentSlope = dynamic ? 0 : slope;
        errorSquares = 0;
        double power = 1;
        for (int t = 1; t <= series.length; t++) {
            double fitted = fitted(alpha, theta, power);
            if (dynamic && t == 1) {
                fitted = start;
            }
            double error = series[t - 1] - fitted;
            // The dynamic line has nothing to go by in its first two steps.
            errorSquares += t > 2 || !dynamic ? error * error : 0;
            step(t, series[t - 1], alpha);
            power *= 1 - alpha;
        }
    }

    private double fitted(double alpha, double theta, double power) {
        double line = power * currentIntercept + (1 - power * (1 - alpha)) / alpha * currentSlope;
        return level + (1 - 1 / theta) * line;
    }

    private void step(int t, double value, double alpha) {
        if (dynamic) {
            double before = mean;
            mean += (value - mean) / t;
            currentSlope = t == 1 ? 0 : ((t - 2) * currentSlope + 6 * (value - before) / t) / (t + 1);
            currentIntercept = mean - (t + 1) / 2.0 * currentSlope;
        }
        level = alpha * value + (1 - alpha) * level;
    }

    Forecast forecast(double alpha, double theta, double start, int horizon) {
        run(alpha, theta, start);
        double variance = errorSquares / Math.max(1, series.length - 3);
        double[] means = new double[horizon];
        double[] sigmas = new double[horizon];
        double power = Math.pow(1 - alpha, series.length);
        for (int ahead = 0; ahead < horizon; ahead++) {
            means[ahead] = fitted(alpha, theta, power);
            sigmas[ahead] = Math.sqrt(variance * (1 + ahead * alpha * alpha));
            step(series.length + ahead + 1, means[ahead], alpha);
            power *= 1 - alpha;
        }
        return Forecast.of(means, sigmas);
    }
}
