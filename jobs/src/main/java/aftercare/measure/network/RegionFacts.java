package aftercare.measure.network;

import java.io.Serializable;
import java.util.List;

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
        String name,
        GeoPoint centre,
        List<ForecastMonth> forecast,
        List<StandingOutlet> outlets,
        List<PastJobs> pastJobs)
        implements Serializable {

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
