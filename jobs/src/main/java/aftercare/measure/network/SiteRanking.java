package aftercare.measure.network;

import aftercare.contract.NetworkPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Puts a siting into an order to act by: outlets that stay, then new ones by what each adds, then those that may be
 * given up.
 */
final class SiteRanking {
    private final Terrain terrain;
    private final Siting siting;
    private final Limit limit;
    private final Workload workload;
    private final List<NetworkPolicy.Size> sizes;
    private final int[] room;
    private final Assignment all;
    private int unitsRanked;

    SiteRanking(
            Terrain terrain, SitingProblem problem, Solved solved, Workload workload, List<NetworkPolicy.Size> sizes) {
        this.terrain = terrain;
        this.siting = solved.siting();
        this.limit = solved.limit();
        this.workload = workload;
        this.sizes = sizes;
        this.room = siting.room(problem.room());
        this.all = terrain.assignment(room);
    }

    List<RegionPlan.Site> ranked() {
        List<Integer> kept = new ArrayList<>();
        List<Integer> opened = new ArrayList<>();
        List<Integer> givenUp = new ArrayList<>();
        for (int site = 0; site < room.length; site++) {
            boolean stands = terrain.outletAt(site) != null;
            if (siting.outletsAt(site) > 0) {
                (stands ? kept : opened).add(site);
            } else if (stands) {
                givenUp.add(site);
            }
        }
        kept.sort(Comparator.comparingInt((Integer site) -> -all.units()[site]));
        List<RegionPlan.Site> ranked = new ArrayList<>();
        int[] soFar = new int[room.length];
        kept.forEach(site -> add(ranked, site, "keep", soFar));
        while (!opened.isEmpty()) {
            Integer best = opened.stream()
                    .max(Comparator.<Integer>comparingInt(site -> coveredWith(soFar, site))
                            .thenComparing(Comparator.reverseOrder()))
                    .orElseThrow();
            opened.remove(best);
            add(ranked, best, "open", soFar);
        }
        givenUp.forEach(site -> add(ranked, site, "give_up", soFar));
        return ranked;
    }

    private void add(List<RegionPlan.Site> ranked, int site, String action, int[] soFar) {
        double before = ranked.isEmpty() ? 0 : ranked.get(ranked.size() - 1).after();
        soFar[site] = room[site];
        double after = room[site] == 0 ? before : terrain.assignment(soFar).share();
        RegionFacts.StandingOutlet outlet = terrain.outletAt(site);
        GeoPoint at = terrain.site(site);
        ranked.add(new RegionPlan.Site(
                ranked.size() + 1,
                workload,
                outlet == null ? null : outlet.outletId(),
                action,
                at,
                outlet == null || outlet.city() == null ? terrain.cityNear(at) : outlet.city(),
                sizesAt(site),
                wholeJobs(all.units()[site]),
                before,
                after,
                lostWithout(site),
                limit,
                siting.proven()));
    }

    /**
     * The next site's jobs: what it adds to the sites ranked before it, rounded, so that whole jobs add up to those of
     * all.
     */
    private int wholeJobs(int units) {
        long before = jobs(unitsRanked);
        unitsRanked += units;
        return (int) (jobs(unitsRanked) - before);
    }

    private long jobs(int units) {
        return Math.round((double) workload.jobs() * units / SitingProblem.UNITS);
    }

    private int coveredWith(int[] soFar, int site) {
        int[] with = soFar.clone();
        with[site] = room[site];
        return terrain.assignment(with).covered();
    }

    private double lostWithout(int site) {
        if (room[site] == 0) {
            return 0;
        }
        int[] without = room.clone();
        without[site] = 0;
        return Assignment.share(
                Math.max(0, all.covered() - terrain.assignment(without).covered()));
    }

    private String sizesAt(int site) {
        List<String> mix = new ArrayList<>();
        for (int size = sizes.size() - 1; size >= 0; size--) {
            int outlets = siting.opened()[site][size];
            if (outlets > 0) {
                mix.add(
                        outlets == 1 && siting.outletsAt(site) == 1
                                ? sizes.get(size).name()
                                : outlets + " " + sizes.get(size).name());
            }
        }
        return String.join(" + ", mix);
    }
}
