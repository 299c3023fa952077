package aftercare.measure.network;

import com.google.ortools.Loader;
import com.google.ortools.graph.MinCostFlow;
import com.google.ortools.graph.MinCostFlowBase;
import java.util.Arrays;
import java.util.List;

/**
 * Who serves which jobs when outlets are given: as many jobs as possible within the radius, and of all ways to do so
 * the one with the least distance. A minimum-cost flow, exact.
 *
 * @param units units that each site serves within its radius
 */
@SuppressWarnings("ArrayRecordComponent") // Compared nowhere.
record Assignment(int[] units) {
    private static final int SOURCE = 0;
    private static final int SINK = 1;
    /** Farther than any two places: no job is left out to save distance. */
    private static final long NOT_COVERED = 1_000_000;

    static {
        Loader.loadNativeLibraries();
    }

    int covered() {
        return Arrays.stream(units).sum();
    }

    /** Units covered, as a share of the region's jobs. */
    double share() {
        return share(covered());
    }

    static double share(int units) {
        return units / (double) SitingProblem.UNITS;
    }

    /**
     * Assigns.
     *
     * @param jobs units at each point
     * @param km for each site, the distance to each point; NaN where the point is beyond the radius
     * @param room units that each site has room for
     */
    static Assignment of(int[] jobs, List<double[]> km, int[] room) {
        MinCostFlow flow = new MinCostFlow();
        int total = Arrays.stream(jobs).sum();
        int firstSite = 2 + jobs.length;
        for (int point = 0; point < jobs.length; point++) {
            flow.addArcWithCapacityAndUnitCost(SOURCE, 2 + point, jobs[point], 0);
        }
        int[] arcs = new int[room.length];
        for (int site = 0; site < room.length; site++) {
            for (int point = 0; point < jobs.length && room[site] > 0; point++) {
                double distance = km.get(site)[point];
                if (!Double.isNaN(distance)) {
                    flow.addArcWithCapacityAndUnitCost(
                            2 + point, firstSite + site, jobs[point], Math.round(distance * 10));
                }
            }
            arcs[site] = flow.addArcWithCapacityAndUnitCost(firstSite + site, SINK, room[site], 0);
        }
        flow.addArcWithCapacityAndUnitCost(SOURCE, SINK, total, NOT_COVERED);
        flow.setNodeSupply(SOURCE, total);
        flow.setNodeSupply(SINK, -total);
        MinCostFlowBase.Status status = flow.solve();
        if (status != MinCostFlowBase.Status.OPTIMAL) {
            throw new IllegalStateException("a flow that can leave everything out has a solution, but got " + status);
        }
        return new Assignment(
                Arrays.stream(arcs).map(arc -> (int) flow.getFlow(arc)).toArray());
    }
}
