package aftercare.measure.network;

import aftercare.contract.NetworkPolicy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The plan of one region: what each year takes, and where outlets should be for the year that takes most. */
final class RegionPlan {
    /**
     * A year on a clean sheet.
     *
     * @param workload what the year asks
     * @param outlets fewest outlets that do
     * @param sizeMix them by size, such as {@code 1 L + 2 M}
     * @param coveredNow share of jobs that today's outlets and technicians cover; null when nobody knows where jobs
     *     come from
     * @param covered share of jobs that the planned outlets cover; null likewise
     * @param lostWithOneFewer share of jobs that would no longer be covered with one outlet fewer, wherever it were;
     *     null likewise
     * @param limit what keeps the plan from doing with fewer
     * @param proven whether it is known that no fewer would do
     */
    record Year(
            Workload workload,
            int outlets,
            String sizeMix,
            @Nullable Double coveredNow,
            @Nullable Double covered,
            @Nullable Double lostWithOneFewer,
            Limit limit,
            boolean proven) {}

    /**
     * A place in the planned network.
     *
     * @param rank its place in the region's list
     * @param workload the year it is planned for
     * @param outletId the outlet that stands there; null for a new site
     * @param action keep, open or give_up
     * @param at where it is
     * @param city its city, or the nearest known one
     * @param sizes outlets by size, such as {@code 1 M}; empty for one that is given up
     * @param jobs of the busiest month that it covers, in whole ones that add up over the sites
     * @param before share of jobs covered by the sites ranked before it
     * @param after share of jobs covered by it and the sites ranked before it
     * @param lostWithout share of jobs no longer covered if the plan did without it
     * @param limit what keeps the plan from doing with fewer
     * @param proven whether it is known that no fewer would do
     */
    record Site(
            int rank,
            Workload workload,
            @Nullable String outletId,
            String action,
            GeoPoint at,
            @Nullable String city,
            String sizes,
            int jobs,
            double before,
            double after,
            double lostWithout,
            Limit limit,
            boolean proven) {}

    private final RegionFacts region;
    private final NetworkPolicy policy;
    private final Terrain terrain;
    private final List<Workload> workloads;

    RegionPlan(RegionFacts region, NetworkPolicy policy) {
        this.region = region;
        this.policy = policy;
        this.terrain = new Terrain(region, policy);
        this.workloads = Workload.of(region, policy);
    }

    RegionFacts region() {
        return region;
    }

    List<Year> years() {
        return workloads.stream().map(this::year).toList();
    }

    private Year year(Workload workload) {
        if (workload.technicians() <= 0) {
            return new Year(workload, 0, "", null, null, null, Limit.NO_JOBS, true);
        }
        SitingProblem problem = terrain.problem(workload.technicians(), false);
        Solved solved = Solved.of(problem, policy.shareToCover());
        Siting siting = solved.siting();
        if (!terrain.isKnown()) {
            return new Year(
                    workload,
                    siting.outlets(),
                    sizeMix(siting),
                    null,
                    null,
                    null,
                    Limit.NO_COORDINATES,
                    siting.proven());
        }
        Assignment assigned = terrain.assignment(siting.room(problem.room()));
        int fewer = SitingSolver.mostCovered(problem, siting.outlets() - 1);
        return new Year(
                workload,
                siting.outlets(),
                sizeMix(siting),
                terrain.assignment(terrain.roomNow(workload.technicians())).share(),
                assigned.share(),
                Assignment.share(Math.max(0, assigned.covered() - fewer)),
                solved.limit(),
                siting.proven());
    }

    /** The sites for the year that takes most; none when nothing is forecast or nobody knows where. */
    List<Site> sites() {
        if (workloads.isEmpty() || !terrain.isKnown()) {
            return List.of();
        }
        Workload workload = Workload.heaviest(workloads);
        if (workload.technicians() <= 0) {
            return List.of();
        }
        SitingProblem problem = terrain.problem(workload.technicians(), true);
        Solved solved = Solved.of(problem, policy.shareToCover());
        return new SiteRanking(terrain, problem, solved, workload, policy.bySize()).ranked();
    }

    /** Outlets by size, the largest first. */
    private String sizeMix(Siting siting) {
        List<NetworkPolicy.Size> sizes = policy.bySize();
        List<String> mix = new ArrayList<>();
        for (int size = sizes.size() - 1; size >= 0; size--) {
            if (siting.ofSize(size) > 0) {
                mix.add(siting.ofSize(size) + " " + sizes.get(size).name());
            }
        }
        return String.join(" + ", mix);
    }
}
