package aftercare.measure.network;

import java.util.Arrays;

/**
 * A choice that does, and need not be the best: the largest outlet where it covers most of what is left, again and
 * again. Only for when the solver stops at its limit empty-handed.
 */
final class GreedySiting {
    private GreedySiting() {}

    static Siting of(SitingProblem problem, int target) {
        int largest = problem.sizes() - 1;
        int[][] opened = new int[problem.sites()][problem.sizes()];
        int[] left = problem.jobs().clone();
        int covered = 0;
        int room = 0;
        for (int site = 0; site < problem.sites(); site++) {
            if (problem.stays()[site]) {
                covered += open(problem, site, opened, left);
                room += problem.room()[largest];
            }
        }
        while (covered < target || room < SitingProblem.UNITS) {
            int best = 0;
            for (int site = 1; site < problem.sites(); site++) {
                best = gain(problem, site, left) > gain(problem, best, left) ? site : best;
            }
            covered += open(problem, best, opened, left);
            room += Math.max(1, problem.room()[largest]);
        }
        return new Siting(opened, false);
    }

    private static int open(SitingProblem problem, int site, int[][] opened, int[] left) {
        int largest = problem.sizes() - 1;
        opened[site][largest]++;
        int room = problem.room()[largest];
        int before = Arrays.stream(left).sum();
        for (int point : problem.near().get(site).stream().toArray()) {
            int served = Math.min(room, left[point]);
            left[point] -= served;
            room -= served;
        }
        return before - Arrays.stream(left).sum();
    }

    private static int gain(SitingProblem problem, int site, int[] left) {
        int near = problem.near().get(site).stream().map(point -> left[point]).sum();
        return Math.min(near, problem.room()[problem.sizes() - 1]);
    }
}
