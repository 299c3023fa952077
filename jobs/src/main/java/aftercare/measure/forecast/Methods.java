package aftercare.measure.forecast;

import aftercare.timeseries.Ets;
import aftercare.timeseries.ForecastMethod;
import aftercare.timeseries.Imapa;
import aftercare.timeseries.LastValue;
import aftercare.timeseries.SeasonalNaive;
import aftercare.timeseries.Theta;
import aftercare.timeseries.Tsb;
import java.util.Arrays;
import java.util.List;

/**
 * The methods that are tried on the past and may have weight in the forecast: two of the repair model, one
 * that knows no more than units in service, and those that only know the series.
 */
final class Methods {
    /** Age, season, region and model. */
    static final int AGE_BASE = 0;
    /** The same with the damped recent level. */
    static final int AGE_LEVEL = 1;

    /** Repairs per unit of the last year, times the units in service, with the season. */
    static final int RECENT_RATE = 2;

    static final int FROM_SERIES = 3;

    static final List<ForecastMethod> SERIES =
            List.of(new LastValue(), new SeasonalNaive(), Ets.fast(), Theta.standard(), new Imapa(), new Tsb());

    static final List<String> NAMES = List.of(
            "age_base", "age_level", "recent_rate", "last_value", "seasonal_naive", "ets", "theta", "imapa", "tsb");

    static final int COUNT = NAMES.size();
    static final int LAST_VALUE = 3;
    static final int SEASONAL_NAIVE = 4;
    /** From here on methods for demand that is often zero. */
    private static final int INTERMITTENT_FROM = 7;

    /** What we publish: all methods by their weights. */
    static final String COMBINED = "combined";

    private Methods() {}

    /**
     * How many of {@link #NAMES} may have weight in a volume band. Below one repair a month at least every third month
     * has none: demand is intermittent (Syntetos, Boylan and Croston, Journal of the Operational Research Society 56,
     * 2005, draw the line at a demand in every 1.32 months, which Poisson counts cross at 1.4 a month). Above it
     * they have nothing to add.
     */
    static int weighed(int band) {
        return band == Trial.LOW ? COUNT : INTERMITTENT_FROM;
    }

    /** Whether a method repeats what came, as it came: what others are measured by. */
    static boolean isNaive(int method) {
        return method == LAST_VALUE || method == SEASONAL_NAIVE;
    }

    /** The steps after a series of counts by the method of a place in {@link #NAMES}; never below 0. */
    static double[] fromSeries(int method, double[] history, int horizon) {
        if (method == SEASONAL_NAIVE && history.length == CategoryFleet.SEASONS && horizon <= CategoryFleet.SEASONS) {
            return Arrays.copyOf(history, horizon);
        }
        double[] mean = SERIES.get(method - FROM_SERIES)
                .forecast(history, CategoryFleet.SEASONS, horizon)
                .mean();
        for (int h = 0; h < horizon; h++) {
            mean[h] = Math.max(0, mean[h]);
        }
        return mean;
    }
}
