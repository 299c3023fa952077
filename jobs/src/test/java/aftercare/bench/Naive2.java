package aftercare.bench;

import aftercare.timeseries.Forecast;
import aftercare.timeseries.ForecastMethod;
import aftercare.timeseries.LastValue;
import aftercare.timeseries.SeasonallyAdjusted;

/** The M3 competition's benchmark: the last value of the seasonally adjusted series. */
record Naive2() implements ForecastMethod {

    @Override
    public String name() {
        return "naive2";
    }

    @Override
    public Forecast forecast(double[] history, int period, int horizon) {
        return new SeasonallyAdjusted(name(), new LastValue()).forecast(history, period, horizon);
    }
}
