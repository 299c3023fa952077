package aftercare.timeseries;

/**
 * A method applied to the series without its season, which is put back afterwards. The season's own uncertainty is not
 * in the spread.
 *
 * @param name its name
 * @param inner what forecasts the adjusted series, as one without a season
 */
public record SeasonallyAdjusted(String name, ForecastMethod inner) implements ForecastMethod {

    @Override
    public Forecast forecast(double[] history, int period, int horizon) {
        History.check(history, period, horizon);
        Decomposition season = Seasonality.decompose(history, period);
        return season.seasoned(inner.forecast(season.adjusted(history), 1, horizon), history.length);
    }
}
