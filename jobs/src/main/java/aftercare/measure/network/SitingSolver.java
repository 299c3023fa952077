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
 * The integer program of siting: capacitated covering with outlets of several sizes (Current and Storbeck 1988), solved
 * by OR-Tools CP-SAT. One worker, a fixed seed and a limit in steps instead of seconds make the answer the same however
 * busy the machine is.
 */
final class SitingSolver {
    /** CP-SAT's deterministic seconds: about a second each on a usual machine. */
    private static final double LONGEST = 1;

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
     * The fewest outlets that have room for all jobs and cover a number of units; among these, as many as can be where
     * outlets stand already, and then the smallest, as far as the solver gets.
     *
     * @param target units that must lie near an outlet with room for them; at most {@link SitingProblem#coverable()}
     * @param atLeast outlets that are known to be needed: with them in hand, the proof that no fewer do is short
     */
    static Siting fewest(SitingProblem problem, int target, int atLeast) {
        List<Integer> kept = problem.undominated();
        SitingProblem small = problem.only(kept);
        SitingSolver counting = new SitingSolver(small);
        Siting fewest = counting.fewest(target, atLeast);
        Siting best = new SitingSolver(small).best(target, fewest);
        return spread(best, kept, problem);
    }

    /**
     * Units that a number of outlets, anywhere and of any size, can cover at most; where the solver stops at its limit,
     * a number that cannot be surpassed. Outlets that stay are free to move: it asks what a smaller network could do.
     */
    static int mostCovered(SitingProblem problem, int outlets) {
        return outlets < 1 ? 0 : new SitingSolver(problem.only(problem.undominated())).mostCovered(outlets);
    }

    private Siting fewest(int target, int atLeast) {
        LinearArgument outlets = LinearExpr.sum(allOpened());
        limit(target);
        model.addGreaterOrEqual(outlets, atLeast);
        model.minimize(outlets);
        CpSolver solver = solver(LONGEST);
        CpSolverStatus status = solver.solve(model);
        return isSolved(status)
                ? new Siting(values(solver), status == CpSolverStatus.OPTIMAL)
                : GreedySiting.of(problem, target);
    }

    /** The best among the choices of as few outlets. */
    private Siting best(int target, Siting fewest) {
        limit(target);
        model.addLessOrEqual(LinearExpr.sum(allOpened()), fewest.outlets());
        model.minimize(standingThenSmallest());
        for (int site = 0; site < problem.sites(); site++) {
            for (int size = 0; size < problem.sizes(); size++) {
                model.addHint(opened[site][size], fewest.opened()[site][size]);
            }
        }
        CpSolver solver = solver(LONGEST / 4);
        return isSolved(solver.solve(model)) ? new Siting(values(solver), fewest.proven()) : fewest;
    }

    private void limit(int target) {
        for (int site = 0; site < problem.sites(); site++) {
            if (problem.stays()[site]) {
                model.addGreaterOrEqual(LinearExpr.sum(opened[site]), 1);
            }
        }
        model.addGreaterOrEqual(covered, target);
        model.addGreaterOrEqual(room(), SitingProblem.UNITS);
    }

    private int mostCovered(int outlets) {
        model.addLessOrEqual(LinearExpr.sum(allOpened()), outlets);
        model.maximize(covered);
        CpSolver solver = solver(LONGEST);
        CpSolverStatus status = solver.solve(model);
        return (int) Math.floor(
                isSolved(status)
                        ? Math.min(SitingProblem.UNITS, solver.bestObjectiveBound() + 1e-6)
                        : SitingProblem.UNITS);
    }

    private static boolean isSolved(CpSolverStatus status) {
        return status == CpSolverStatus.OPTIMAL || status == CpSolverStatus.FEASIBLE;
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

    private LinearArgument standingThenSmallest() {
        long largest = 1;
        for (int technicians : problem.technicians()) {
            largest = Math.max(largest, technicians);
        }
        LinearExprBuilder cost = LinearExpr.newBuilder();
        for (int site = 0; site < problem.sites(); site++) {
            // Any new site weighs more than all the room that a hundred standing ones could save.
            long where = problem.standing()[site] ? 0 : 100 * largest;
            for (int size = 0; size < problem.sizes(); size++) {
                cost.addTerm(opened[site][size], where + problem.technicians()[size]);
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

    private static CpSolver solver(double longest) {
        CpSolver solver = new CpSolver();
        solver.getParameters()
                .setNumWorkers(1)
                .setRandomSeed(1)
                .setLinearizationLevel(2)
                .setMaxDeterministicTime(longest);
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
