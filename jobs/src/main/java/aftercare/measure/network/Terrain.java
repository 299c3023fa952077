package aftercare.measure.network;

import aftercare.contract.NetworkPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A region as siting sees it: where jobs come from, where outlets may be, and which of these are near one another. */
final class Terrain {
    private final List<GeoPoint> sites = new ArrayList<>();
    private final List<RegionFacts.StandingOutlet> standing;
    private final int[] jobs;
    private final List<double[]> km = new ArrayList<>();
    private final NetworkPolicy policy;

    /**
     * Candidate sites are the outlets that stand, in the order of their codes, then the region's centre, and then the
     * demand points, which make up the grid.
     */
    Terrain(RegionFacts region, NetworkPolicy policy) {
        this.policy = policy;
        List<DemandMap.Point> points =
                DemandMap.of(region.pastJobs(), region.centre(), policy.onSite().detour(), policy.radiusKm());
        standing = region.outlets().stream()
                .filter(outlet -> outlet.at() != null)
                .sorted(Comparator.comparing(RegionFacts.StandingOutlet::outletId))
                .toList();
        standing.forEach(outlet -> sites.add(outlet.at()));
        if (region.centre() != null) {
            sites.add(region.centre());
        }
        points.forEach(point -> sites.add(point.at()));
        jobs = points.isEmpty()
                ? new int[0]
                : SitingProblem.units(
                        points.stream().mapToDouble(DemandMap.Point::jobs).toArray());
        for (GeoPoint site : sites) {
            km.add(points.stream()
                    .mapToDouble(point -> site.kmTo(point.at()))
                    .map(distance -> distance <= policy.radiusKm() ? distance : Double.NaN)
                    .toArray());
        }
    }

    /** Whether it is known where the jobs come from. */
    boolean isKnown() {
        return jobs.length > 0;
    }

    List<RegionFacts.StandingOutlet> standing() {
        return standing;
    }

    /** The outlet at a site; null for a new site. */
    RegionFacts.@Nullable StandingOutlet outletAt(int site) {
        return site < standing.size() ? standing.get(site) : null;
    }

    GeoPoint site(int site) {
        return sites.get(site);
    }

    /** The city of the nearest outlet that has one; null when there is none. */
    @Nullable
    String cityNear(GeoPoint place) {
        return standing.stream()
                .filter(outlet -> outlet.city() != null)
                .min(Comparator.comparingDouble(
                        outlet -> Objects.requireNonNull(outlet.at(), "the others were left out")
                                .kmTo(place)))
                .map(RegionFacts.StandingOutlet::city)
                .orElse(null);
    }

    /**
     * The siting of a year.
     *
     * @param technicians what the year's busiest month takes, above 0
     * @param outletsStay whether outlets that are not under review stay; otherwise the network is planned from a clean
     *     sheet
     */
    SitingProblem problem(double technicians, boolean outletsStay) {
        if (!isKnown()) {
            return withoutPlaces(technicians, policy);
        }
        List<BitSet> near = new ArrayList<>();
        boolean[] stays = new boolean[sites.size()];
        boolean[] stands = new boolean[sites.size()];
        for (int site = 0; site < sites.size(); site++) {
            BitSet points = new BitSet();
            for (int point = 0; point < jobs.length; point++) {
                points.set(point, !Double.isNaN(km.get(site)[point]));
            }
            near.add(points);
            stands[site] = site < standing.size();
            stays[site] = outletsStay && stands[site] && !standing.get(site).underReview();
        }
        return new SitingProblem(jobs, near, stays, stands, room(technicians, policy), technicianCounts(policy));
    }

    /** One site near nothing: all that counts is room. */
    private static SitingProblem withoutPlaces(double technicians, NetworkPolicy policy) {
        return new SitingProblem(
                new int[] {SitingProblem.UNITS},
                List.of(new BitSet()),
                new boolean[1],
                new boolean[1],
                room(technicians, policy),
                technicianCounts(policy));
    }

    /** Who serves what, given how many units each site has room for. */
    Assignment assignment(int[] room) {
        return Assignment.of(jobs, km, room);
    }

    /** Units that a number of technicians can serve when all jobs take {@code needed} of them. */
    static int units(int technicians, double needed) {
        return (int) Math.min(SitingProblem.UNITS, Math.ceil(technicians / needed * SitingProblem.UNITS - 1e-6));
    }

    /** Today's network: each outlet with room for what its technicians get done. */
    int[] roomNow(double technicians) {
        int[] room = new int[sites.size()];
        Arrays.setAll(
                room, site -> site < standing.size() ? units(standing.get(site).technicians(), technicians) : 0);
        return room;
    }

    private static int[] room(double technicians, NetworkPolicy policy) {
        return policy.bySize().stream()
                .mapToInt(size -> units(size.technicians(), technicians))
                .toArray();
    }

    private static int[] technicianCounts(NetworkPolicy policy) {
        return policy.bySize().stream()
                .mapToInt(NetworkPolicy.Size::technicians)
                .toArray();
    }
}
