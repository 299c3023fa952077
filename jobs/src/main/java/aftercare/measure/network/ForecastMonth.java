package aftercare.measure.network;

import java.io.Serializable;
import java.time.YearMonth;

/**
 * Jobs forecast for a region in a month.
 *
 * @param origin the month the forecast was made at the end of
 * @param month the month forecast
 * @param jobs number of repairs, at the 80th percentile of the region's sample paths
 * @param labourHours standard hours of a repair, on average over the models expected
 */
record ForecastMonth(YearMonth origin, YearMonth month, double jobs, double labourHours) implements Serializable {}
