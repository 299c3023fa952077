package aftercare.timeseries;

import java.util.Arrays;

/**
 * An autoregression of the steps from value to value, without drift, its order chosen by AICc: ARIMA(p, 1, 0). Fitted
 * by Yule and Walker's equations (Levinson's and Durbin's recursion), which cannot give one that runs away. Meant for a
 * series without season.
 *
 * @param highestOrder at most how many steps back it looks
 */
record Autoregression(int highestOrder) implements ForecastMethod {

    @Override
    public String name() {
        return "autoregression";
    }

    @Override
    public Forecast forecast(double[] history, int period, int horizon) {
        History.check(history, period, horizon);
        if (History.isConstant(history)) {
            return History.constant(history, horizon);
        }
        double[] steps = new double[history.length - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = history[i + 1] - history[i];
        }
        Fit fit = fit(steps);
        return forecast(fit, history[history.length - 1], steps, horizon);
    }

    /** Coefficients, nearest step first, and the variance of what they leave. */
    @SuppressWarnings("ArrayRecordComponent") // Compared nowhere, and read only.
    private record Fit(double[] coefficients, double variance) {}

    private Fit fit(double[] steps) {
        int n = steps.length;
        int most = Math.min(highestOrder, (n - 1) / 4);
        double[] covariances = new double[most + 1];
        for (int lag = 0; lag <= most; lag++) {
            for (int i = lag; i < n; i++) {
                covariances[lag] += steps[i] * steps[i - lag] / n;
            }
        }
        double[] coefficients = {};
        double variance = covariances[0];
        Fit best = new Fit(coefficients, variance);
        double least = criterion(n, 0, variance);
        for (int order = 1; order <= most; order++) {
            double partial = covariances[order];
            for (int j = 0; j < order - 1; j++) {
                partial -= coefficients[j] * covariances[order - 1 - j];
            }
            partial /= variance;
            double[] next = Arrays.copyOf(coefficients, order);
            for (int j = 0; j < order - 1; j++) {
                next[j] -= partial * coefficients[order - 2 - j];
            }
            next[order - 1] = partial;
            coefficients = next;
            variance *= 1 - partial * partial;
            if (!(variance > 0)) {
                break;
            }
            double criterion = criterion(n, order, variance);
            if (criterion < least) {
                least = criterion;
                best = new Fit(coefficients, variance);
            }
        }
        return best;
    }

    private static double criterion(int n, int order, double variance) {
        return n * Math.log(variance) + 2.0 * (order + 1) * n / (n - order - 2);
    }

    private static Forecast forecast(Fit fit, double last, double[] steps, int horizon) {
        double[] ahead = Arrays.copyOf(steps, steps.length + horizon);
        double[] response = new double[horizon];
        double[] mean = new double[horizon];
        double[] sigma = new double[horizon];
        double value = last;
        double variance = 0;
        double summedResponse = 0;
        for (int h = 0; h < horizon; h++) {
            response[h] = h == 0 ? 1 : 0;
            for (int j = 0; j < fit.coefficients.length; j++) {
                ahead[steps.length + h] += fit.coefficients[j] * ahead[steps.length + h - 1 - j];
                response[h] += j < h ? fit.coefficients[j] * response[h - 1 - j] : 0;
            }
            value += ahead[steps.length + h];
            mean[h] = value;
            summedResponse += response[h];
            variance += fit.variance * summedResponse * summedResponse;
            sigma[h] = Math.sqrt(variance);
        }
        return Forecast.of(mean, sigma);
    }
}
