package aftercare.measure.network;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a region's jobs come from. Orders say how far the customer was from the outlet and not in which direction, so
 * the jobs of an outlet are spread evenly over eight directions at their distance, and points near one another are
 * drawn together.
 */
final class DemandMap {
    /**
     * Where jobs come from.
     *
     * @param at the place
     * @param jobs how many, in any unit
     */
    record Point(GeoPoint at, double jobs) implements Serializable {}

    /** Points beyond which siting gets slow and no more exact. */
    static final int MOST_POINTS = 48;

    private static final int DIRECTIONS = 8;
    /** A ring of jobs this small against the on-site radius lies as good as at the outlet. */
    private static final double NEAR = 0.2;

    private DemandMap() {}

    /**
     * The demand points of a region.
     *
     * @param past its jobs by outlet and distance; those of outlets without coordinates are left out, as if they lay
     *     like the others
     * @param centre where all jobs lie when none can be located; null when nobody knows
     * @param detour kilometres by road for one as the crow flies
     * @param radiusKm the on-site radius
     * @return empty when nothing can be located
     */
    static List<Point> of(List<RegionFacts.PastJobs> past, @Nullable GeoPoint centre, double detour, double radiusKm) {
        List<Point> points = new ArrayList<>();
        for (RegionFacts.PastJobs jobs : past) {
            GeoPoint outlet = jobs.outlet();
            if (outlet != null && jobs.jobs() > 0) {
                spread(outlet, jobs, detour, radiusKm, points);
            }
        }
        if (points.isEmpty()) {
            return centre == null ? List.of() : List.of(new Point(centre, 1));
        }
        double cellKm = radiusKm / 8;
        List<Point> drawn = drawnTogether(points, cellKm);
        while (drawn.size() > MOST_POINTS) {
            cellKm = Math.max(1, cellKm * 1.25);
            drawn = drawnTogether(points, cellKm);
        }
        return drawn;
    }

    private static void spread(
            GeoPoint outlet, RegionFacts.PastJobs jobs, double detour, double radiusKm, List<Point> points) {
        double km = jobs.km() == null ? 0 : jobs.km() / 2 / detour;
        if (km < NEAR * radiusKm) {
            points.add(new Point(outlet, jobs.jobs()));
            return;
        }
        for (int i = 0; i < DIRECTIONS; i++) {
            points.add(new Point(outlet.towards(i * 360.0 / DIRECTIONS, km), jobs.jobs() / DIRECTIONS));
        }
    }

    /** One point for each cell of a grid, at the centre of the cell's jobs. */
    private static List<Point> drawnTogether(List<Point> points, double cellKm) {
        double degrees = Math.max(cellKm, 1e-3) / 111.2;
        double equator = Math.cos(Math.toRadians(points.get(0).at().latitude()));
        double degreesEast = degrees / Math.max(0.1, equator);
        Map<String, double[]> cells = new TreeMap<>();
        for (Point point : points) {
            String cell = (long) Math.floor(point.at().latitude() / degrees) + ":"
                    + (long) Math.floor(point.at().longitude() / degreesEast);
            double[] sums = cells.computeIfAbsent(cell, none -> new double[3]);
            sums[0] += point.jobs();
            sums[1] += point.jobs() * point.at().latitude();
            sums[2] += point.jobs() * point.at().longitude();
        }
        return cells.values().stream()
                .map(sums -> new Point(new GeoPoint(sums[1] / sums[0], sums[2] / sums[0]), sums[0]))
                .toList();
    }
}
