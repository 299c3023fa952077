package aftercare.measure.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which sites to choose so that enough jobs lie near one, and no outlet gets more than it has room for. All numbers are
 * whole, so that the answer is the same on every machine: a region's jobs are cut into {@link #UNITS}.
 *
 * @param jobs units at each point; together at most {@link #UNITS}
 * @param near for each site, the points within its on-site radius
 * @param stays for each site, whether an outlet stays there in any case
 * @param standing for each site, whether an outlet is there already
 * @param room units that an outlet of each size can serve
 * @param technicians of an outlet of each size
 */
@SuppressWarnings("ArrayRecordComponent") // Compared nowhere.
record SitingProblem(
        int[] jobs, List<BitSet> near, boolean[] stays, boolean[] standing, int[] room, int[] technicians) {
    /** How many parts a region's jobs are cut into. */
    static final int UNITS = 10_000;

    int sites() {
        return near.size();
    }

    int sizes() {
        return room.length;
    }

    /** The same with outlets that have room for everything. */
    SitingProblem withAmpleRoom() {
        return new SitingProblem(jobs, near, stays, standing, new int[] {UNITS}, new int[] {1});
    }

    /** Units that lie near any site: no choice covers more. */
    int coverable() {
        BitSet any = new BitSet();
        near.forEach(any::or);
        return any.stream().map(point -> jobs[point]).sum();
    }

    /** Outlets of the largest size that have room for everything: no fewer do, wherever they are. */
    int fewestByRoom() {
        int largest = room[room.length - 1];
        return (UNITS + largest - 1) / largest;
    }

    /** Most outlets of a size that a solution may need anywhere. */
    int most(int size) {
        return UNITS / Math.max(1, room[size]) + 1;
    }

    /**
     * The sites that matter: a new site is left out when another one is near all it is near to, since several outlets
     * may share a site and a standing one is preferred.
     */
    List<Integer> undominated() {
        List<Integer> kept = new ArrayList<>();
        for (int site = 0; site < sites(); site++) {
            if (standing[site] || !dominated(site)) {
                kept.add(site);
            }
        }
        return kept;
    }

    private boolean dominated(int site) {
        for (int other = 0; other < sites(); other++) {
            if (other != site && contains(near.get(other), near.get(site))) {
                boolean same = near.get(other).equals(near.get(site));
                if (!same || standing[other] || other < site) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean contains(BitSet whole, BitSet part) {
        BitSet rest = (BitSet) part.clone();
        rest.andNot(whole);
        return rest.isEmpty();
    }

    /** The same problem with some of its sites, and points that are near the same ones drawn together. */
    SitingProblem only(List<Integer> kept) {
        Map<BitSet, Integer> together = new LinkedHashMap<>();
        for (int point = 0; point < jobs.length; point++) {
            BitSet sites = new BitSet();
            for (int i = 0; i < kept.size(); i++) {
                sites.set(i, near.get(kept.get(i)).get(point));
            }
            together.merge(sites, jobs[point], Integer::sum);
        }
        List<BitSet> nearKept = new ArrayList<>();
        for (int i = 0; i < kept.size(); i++) {
            BitSet points = new BitSet();
            int point = 0;
            for (BitSet sites : together.keySet()) {
                points.set(point++, sites.get(i));
            }
            nearKept.add(points);
        }
        return new SitingProblem(
                together.values().stream().mapToInt(Integer::intValue).toArray(),
                nearKept,
                picked(stays, kept),
                picked(standing, kept),
                room,
                technicians);
    }

    private static boolean[] picked(boolean[] all, List<Integer> kept) {
        boolean[] picked = new boolean[kept.size()];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = all[kept.get(i)];
        }
        return picked;
    }

    /** Cuts shares of a whole into units that add up to {@link #UNITS}, by largest remainders. */
    static int[] units(double[] weights) {
        double sum = Arrays.stream(weights).sum();
        int[] units = new int[weights.length];
        Integer[] byRemainder = new Integer[weights.length];
        double[] remainders = new double[weights.length];
        int left = UNITS;
        for (int i = 0; i < weights.length; i++) {
            double exact = weights[i] / sum * UNITS;
            units[i] = (int) exact;
            remainders[i] = exact - units[i];
            left -= units[i];
            byRemainder[i] = i;
        }
        Arrays.sort(byRemainder, (one, other) -> Double.compare(remainders[other], remainders[one]));
        for (int i = 0; i < left; i++) {
            units[byRemainder[i]]++;
        }
        return units;
    }
}
