package aftercare.measure.network;

import aftercare.contract.NetworkPolicy;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How much processor time the plan of a region with many outlets takes, sites included. Usage:
 * {@code SitingScale [outlets] [side in km]}, by default 150 outlets strewn over 600 x 600 km, with the policy of
 * schemas/network.yaml, in a year, on a clean sheet and where today's outlets stay.
 */
public final class SitingScale {
    private static final YearMonth ORIGIN = YearMonth.of(2026, 10);
    private static final double KM_PER_DEGREE = 111.2;
    private static final int SEEDS = 5;

    private SitingScale() {}

    @SuppressWarnings("SystemOut") // a program of its own
    public static void main(String[] arguments) {
        int outlets = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 150;
        double side = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 600;
        NetworkPolicy policy = NetworkPolicy.load();
        for (int seed = 0; seed < SEEDS; seed++) {
            RegionPlan plan = new RegionPlan(region(outlets, side, seed), policy);
            double started = processorSeconds();
            RegionPlan.Year year = plan.years().get(0);
            double ofYear = processorSeconds() - started;
            started = processorSeconds();
            List<RegionPlan.Site> sites = plan.sites();
            System.out.printf(
                    Locale.ROOT,
                    "%d outlets, %d technicians needed: clean sheet %d outlets (%s, proven %s) in %.1f s of processor time; %d sites (proven %s) in %.1f s%n",
                    outlets,
                    year.workload().technicianCount(),
                    year.outlets(),
                    year.limit().word(),
                    year.proven(),
                    ofYear,
                    sites.size(),
                    sites.get(0).proven(),
                    processorSeconds() - started);
        }
    }

    private static double processorSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
    }

    /** Outlets of two to six technicians, a third of them under review, with twelve months of jobs up to 60 km away. */
    private static RegionFacts region(int outlets, double side, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<RegionFacts.StandingOutlet> standing = new ArrayList<>();
        List<RegionFacts.PastJobs> past = new ArrayList<>();
        int technicians = 0;
        for (int i = 0; i < outlets; i++) {
            GeoPoint at = new GeoPoint(
                    30 + random.nextDouble() * side / KM_PER_DEGREE,
                    110 + random.nextDouble() * side / KM_PER_DEGREE / Math.cos(Math.toRadians(33)));
            int here = 2 + random.nextInt(5);
            technicians += here;
            standing.add(new RegionFacts.StandingOutlet("O" + (1000 + i), at, "City " + i, here, i % 3 == 0));
            past.add(new RegionFacts.PastJobs(at, here * 400, 120 * random.nextDouble()));
        }
        double jobs = 0.9 * technicians * 160 * 0.6 / 2.2;
        return new RegionFacts(
                "R1",
                "North",
                null,
                List.of(new RegionFacts.ForecastMonth(ORIGIN, YearMonth.of(2027, 7), jobs, 1)),
                standing,
                past);
    }
}
