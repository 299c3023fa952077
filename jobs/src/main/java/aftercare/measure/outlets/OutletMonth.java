package aftercare.measure.outlets;

import java.time.YearMonth;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the scorecard knows of an outlet in a month.
 *
 * @param region its region at the month's end
 * @param completed orders completed
 * @param figures its KPIs that have anything to count in the month itself
 * @param pooled its KPIs at the month's end, each over the months it is judged by
 */
record OutletMonth(
        YearMonth month, String region, long completed, Map<Kpi, KpiFigure> figures, Map<Kpi, KpiFigure> pooled) {
    /**
     * One KPI, in its own unit, as outlet_kpi_expected and outlet_scorecard_kpi hold it; null where there is none.
     *
     * @param from first month that counts
     * @param to last month that counts
     * @param expected of its mix and by what its peers show
     * @param peers outlets with anything to count
     * @param floor in force, of pooled figures only
     * @param attainment of pooled figures only
     */
    record KpiFigure(
            YearMonth from,
            YearMonth to,
            long n,
            long d,
            @Nullable Double expected,
            @Nullable Double betterBy,
            long peers,
            @Nullable Double floor,
            @Nullable Double attainment) {
        double rate() {
            return (double) n / d;
        }
    }
}
