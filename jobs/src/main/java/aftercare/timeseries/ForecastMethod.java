package aftercare.timeseries;

/**
 * A way to go on with a series. Every method is deterministic, may be shared between threads, and answers any finite
 * history:
 *
 * <ul>
 *   <li>an empty one is forecast as 0 without spread (nothing ever happened);
 *   <li>a single value, and a constant, as itself; the spread of a single value is its own size, of a constant 0;
 *   <li>one too short for a season or trend by the simpler method that it suffices for.
 * </ul>
 *
 * Nothing is cut at zero, since series may be negative.
 */
public interface ForecastMethod {

    /** Its name in tables and reports, such as {@code theta}. */
    String name();

    /**
     * Forecasts the steps after the history.
     *
     * @param history oldest first, one value per step without gaps; not changed and not kept
     * @param period steps in a season, such as 12 for months; 1 for none
     * @param horizon how many steps to forecast, 0 or more
     * @throws IllegalArgumentException when a value is not finite or beyond 1e75, the period is below 1 or the horizon
     *     below 0
     */
    Forecast forecast(double[] history, int period, int horizon);
}
