package aftercare.measure.network;

/**
 * A siting and why it takes as many outlets as it does.
 *
 * @param siting the fewest outlets
 * @param limit what binds
 */
record Solved(Siting siting, Limit limit) {
    /**
     * Solves a problem, and its halves to see which of them binds.
     *
     * @param shareToCover of the jobs; where no choice of sites covers as much, what can be covered is
     */
    static Solved of(SitingProblem problem, double shareToCover) {
        int wanted = (int) Math.ceil(shareToCover * SitingProblem.UNITS - 1e-6);
        int coverable = problem.coverable();
        int target = Math.min(wanted, coverable);
        int anyway = Math.max(1, staying(problem));
        int byRoom = Math.max(anyway, problem.fewestByRoom());
        Siting near = SitingSolver.fewest(problem.withAmpleRoom(), target, anyway);
        int byRadius = near.outlets();
        Siting siting = SitingSolver.fewest(problem, target, near.proven() ? Math.max(byRoom, byRadius) : byRoom);
        return new Solved(
                siting, coverable < wanted ? Limit.UNREACHABLE : Limit.of(siting.outlets(), anyway, byRoom, byRadius));
    }

    private static int staying(SitingProblem problem) {
        int staying = 0;
        for (boolean stays : problem.stays()) {
            staying += stays ? 1 : 0;
        }
        return staying;
    }
}
