package aftercare.measure.network;

import java.io.Serializable;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a region's plan follows from.
 *
 * @param regionId its code
 * @param name what people call it; null when nobody listed it
 * @param centre its coordinates; null when nobody knows
 * @param forecast its forecast months
 * @param outlets its outlets today
 * @param pastJobs where its jobs came from in the last twelve months
 */
record RegionFacts(
        String regionId,
        @Nullable String name,
        @Nullable GeoPoint centre,
        List<ForecastMonth> forecast,
        List<StandingOutlet> outlets,
        List<PastJobs> pastJobs)
        implements Serializable {

    /**
     * Jobs forecast for a region in a month.
     *
     * @param origin the month the forecast was made at the end of
     * @param month the month forecast
     * @param jobs number of repairs, at the 80th percentile of the region's sample paths
     * @param labourHours standard hours of a repair, on average over the models expected
     */
    record ForecastMonth(YearMonth origin, YearMonth month, double jobs, double labourHours) implements Serializable {}

    /**
     * An outlet that is there on the as-of day and not closed.
     *
     * @param outletId its code
     * @param at where it stands; null when nobody knows
     * @param city its city; null when nobody knows
     * @param technicians who work there
     * @param underReview whether it may be given up
     */
    record StandingOutlet(
            String outletId,
            @Nullable GeoPoint at,
            @Nullable String city,
            int technicians,
            boolean underReview) implements Serializable {}

    /**
     * Past jobs of an outlet that were about as far away.
     *
     * @param outlet where the outlet stands; null when nobody knows
     * @param jobs how many
     * @param km kilometres by road there and back, on average; null when no order states it
     */
    record PastJobs(
            @Nullable GeoPoint outlet,
            double jobs,
            @Nullable Double km) implements Serializable {}

    int technicians() {
        return outlets.stream().mapToInt(StandingOutlet::technicians).sum();
    }

    /** Kilometres there and back of a job on average; NaN when no order states them. */
    double kmPerJob() {
        double jobs = 0;
        double km = 0;
        for (PastJobs past : pastJobs) {
            if (past.km() != null) {
                jobs += past.jobs();
                km += past.jobs() * past.km();
            }
        }
        return km / jobs;
    }
}
