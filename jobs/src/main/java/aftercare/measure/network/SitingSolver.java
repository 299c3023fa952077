package aftercare.measure.network;

import com.google.ortools.Loader;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.LinearArgument;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * The integer program of siting: capacitated covering with outlets of several sizes (Current and Storbeck 1988), solved by OR-Tools CP-SAT.
 * One worker, a fixed seed and a limit in steps instead of seconds make the answer the same however busy the machine is.
 */
final class SitingSolver {
    /** CP-SAT's deterministic seconds: about a second each on a usual machine. */
    private static final double LONGEST = 5;

    static {
        Loader.loadNativeLibraries();
    }

    private final SitingProblem problem;
    private final CpModel model = new CpModel();
    private final IntVar[][] opened;
    private final LinearArgument covered;

    private SitingSolver(SitingProblem problem) {
        this.problem = problem;
        this.opened = new IntVar[problem.sites()][problem.sizes()];
        for (int site = 0; site < problem.sites(); site++) {
            for (int size = 0; size < problem.sizes(); size++) {
                opened[site][size] = model.newIntVar(0, problem.most(size), "");
            }
        }
        this.covered = covered();
    }

    /**
     * The fewest outlets that have room for all jobs and cover a number of units; among these, as many as can be where outlets stand
     * already, and then the smallest.
     *
     * @param target units that must lie near an outlet with room for them; at most {@link SitingProblem#reachable()}
     */
    static Siting fewest(SitingProblem problem, int target) {
        List<Integer> kept = problem.undominated();
        SitingProblem small = problem.only(kept);
        return spread(new SitingSolver(small).fewest(target), kept, problem);
    }

    /**
     * Units that a number of outlets, anywhere and of any size, can cover at most. Outlets that stay are free to move: it asks what a
     * smaller network could do.
     */
    static int mostCovered(SitingProblem problem, int outlets) {
        return outlets < 1 ? 0 : new SitingSolver(problem.only(problem.undominated())).mostCovered(outlets);
    }

    private Siting fewest(int target) {
        for (int site = 0; site < problem.sites(); site++) {
            if (problem.stays()[site]) {
                model.addGreaterOrEqual(LinearExpr.sum(opened[site]), 1);
            }
        }
        model.addGreaterOrEqual(covered, target);
        model.addGreaterOrEqual(room(), SitingProblem.UNITS);
        model.minimize(fewestThenStandingThenSmallest());
        CpSolver solver = solver();
        CpSolverStatus status = solver.solve(model);
        if (status != CpSolverStatus.OPTIMAL && status != CpSolverStatus.FEASIBLE) {
            return GreedySiting.of(problem, target);
        }
        return new Siting(values(solver), status == CpSolverStatus.OPTIMAL);
    }

    private int mostCovered(int outlets) {
        model.addLessOrEqual(LinearExpr.sum(allOpened()), outlets);
        model.maximize(covered);
        CpSolver solver = solver();
        CpSolverStatus status = solver.solve(model);
        boolean solved = status == CpSolverStatus.OPTIMAL || status == CpSolverStatus.FEASIBLE;
        return solved ? (int) Math.round(solver.objectiveValue()) : 0;
    }

    /** Says which units are covered where, and returns their sum. */
    private LinearArgument covered() {
        LinearExprBuilder all = LinearExpr.newBuilder();
        List<LinearExprBuilder> ofPoint = new ArrayList<>();
        for (int point = 0; point < problem.jobs().length; point++) {
            ofPoint.add(LinearExpr.newBuilder());
        }
        for (int site = 0; site < problem.sites(); site++) {
            LinearArgument outlets = LinearExpr.sum(opened[site]);
            LinearExprBuilder served = LinearExpr.newBuilder();
            for (int point : problem.near().get(site).stream().toArray()) {
                int jobs = problem.jobs()[point];
                IntVar share = model.newIntVar(0, jobs, "");
                model.addLessOrEqual(share, LinearExpr.affine(outlets, jobs, 0));
                served.add(share);
                ofPoint.get(point).add(share);
                all.add(share);
            }
            model.addLessOrEqual(served, LinearExpr.weightedSum(opened[site], longs(problem.room())));
        }
        for (int point = 0; point < problem.jobs().length; point++) {
            model.addLessOrEqual(ofPoint.get(point), problem.jobs()[point]);
        }
        return all.build();
    }

    private LinearArgument room() {
        LinearExprBuilder room = LinearExpr.newBuilder();
        for (IntVar[] ofSite : opened) {
            room.addWeightedSum(ofSite, longs(problem.room()));
        }
        return room.build();
    }

    private LinearArgument fewestThenStandingThenSmallest() {
        long most = 0;
        for (int size = 0; size < problem.sizes(); size++) {
            most += (long) problem.most(size) * problem.sites();
        }
        long largest = 1;
        for (int technicians : problem.technicians()) {
            largest = Math.max(largest, technicians);
        }
        long newSite = Math.min(most, 1_000) * largest + 1;
        long outlet = Math.min(most, 1_000) * newSite + 1;
        LinearExprBuilder cost = LinearExpr.newBuilder();
        for (int site = 0; site < problem.sites(); site++) {
            for (int size = 0; size < problem.sizes(); size++) {
                long where = problem.standing()[site] ? 0 : newSite;
                cost.addTerm(opened[site][size], outlet + where + problem.technicians()[size]);
            }
        }
        return cost.build();
    }

    private IntVar[] allOpened() {
        List<IntVar> all = new ArrayList<>();
        for (IntVar[] ofSite : opened) {
            all.addAll(List.of(ofSite));
        }
        return all.toArray(IntVar[]::new);
    }

    private static CpSolver solver() {
        CpSolver solver = new CpSolver();
        solver.getParameters()
                .setNumWorkers(1)
                .setRandomSeed(1)
                .setLinearizationLevel(2)
                .setMaxDeterministicTime(LONGEST);
        return solver;
    }

    private int[][] values(CpSolver solver) {
        int[][] values = new int[problem.sites()][problem.sizes()];
        for (int site = 0; site < problem.sites(); site++) {
            for (int size = 0; size < problem.sizes(); size++) {
                values[site][size] = (int) solver.value(opened[site][size]);
            }
        }
        return values;
    }

    private static Siting spread(Siting small, List<Integer> kept, SitingProblem problem) {
        int[][] opened = new int[problem.sites()][problem.sizes()];
        for (int i = 0; i < kept.size(); i++) {
            opened[kept.get(i)] = small.opened()[i];
        }
        return new Siting(opened, small.proven());
    }

    private static long[] longs(int[] ints) {
        long[] longs = new long[ints.length];
        for (int i = 0; i < ints.length; i++) {
            longs[i] = ints[i];
        }
        return longs;
    }
}
