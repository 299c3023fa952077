package aftercare.timeseries;

/**
 * A method applied to averages over longer steps, such as half-years of a monthly series, on which noise is less and
 * the course plainer (multiple temporal aggregation: Kourentzes, Petropoulos and Trapero, International Journal of
 * Forecasting 30, 2014). Steps end with the history; between their middles the forecast is a straight line. Meant for a
 * series without season.
 *
 * @param name its name
 * @param length steps of the history in one longer step; below 2 the history's own steps are taken
 * @param inner what forecasts the longer steps
 */
record LongerSteps(String name, int length, ForecastMethod inner) implements ForecastMethod {
    private static final int FEWEST = 4;

    @Override
    public Forecast forecast(double[] history, int period, int horizon) {
        History.check(history, period, horizon);
        int count = length < 2 ? 0 : history.length / length;
        if (count < FEWEST) {
            return inner.forecast(history, 1, horizon);
        }
        double[] averages = averages(history, count);
        // One more than the horizon needs, to have a line to its end.
        Forecast forecast = inner.forecast(averages, 1, (horizon + length - 1) / length + 1);
        double within = varianceWithin(history, averages);
        double[] mean = new double[horizon];
        double[] sigma = new double[horizon];
        for (int step = 0; step < horizon; step++) {
            double position = (step + .5) / length - .5;
            int before = (int) Math.floor(position);
            double share = position - before;
            double left = before < 0 ? 2 * forecast.mean(0) - forecast.mean(1) : forecast.mean(before);
            mean[step] = left * (1 - share) + forecast.mean(before + 1) * share;
            double longSigma = forecast.sigma(Math.max(before, 0));
            sigma[step] = Math.sqrt(longSigma * longSigma + within);
        }
        return Forecast.of(mean, sigma);
    }

    private double[] averages(double[] history, int count) {
        double[] averages = new double[count];
        int first = history.length - count * length;
        for (int i = 0; i < count * length; i++) {
            averages[i / length] += history[first + i] / length;
        }
        return averages;
    }

    /** The variance of single steps around the average of theirs. */
    private double varianceWithin(double[] history, double[] averages) {
        int values = averages.length * length;
        int first = history.length - values;
        double squares = 0;
        for (int i = 0; i < values; i++) {
            double deviation = history[first + i] - averages[i / length];
            squares += deviation * deviation;
        }
        return squares / (averages.length * (length - 1.0));
    }
}
