package aftercare.measure.outlets;

import java.time.YearMonth;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the scorecard knows of an outlet in a month.
 *
 * @param region its region at the month's end
 * @param completed orders completed
 * @param figures its KPIs that have anything to count
 */
record OutletMonth(YearMonth month, String region, long completed, Map<Kpi, KpiFigure> figures) {
    /**
     * One KPI, in its own unit, as outlet_scorecard_kpi holds it; null where there is none.
     *
     * @param low where its 95 % interval begins
     * @param high where it ends
     * @param expected of its mix in its region
     */
    record KpiFigure(
            long n,
            long d,
            double rate,
            double low,
            double high,
            @Nullable Double expected,
            @Nullable Double betterBy,
            @Nullable Double target,
            @Nullable Double floor,
            @Nullable Double attainment) {}
}
