package aftercare.stats;

/** A step of Newton's method towards the coefficients that fit best. */
final class NewtonStep {
    /** Further at once would leave the region in which the slope says where to go. */
    private static final double WIDEST = 3;

    private NewtonStep() {}

    /**
     * Moves coefficients, shortened where the step is wider than the slope can be trusted.
     *
     * @return the widest move of any of them, before it was shortened
     */
    static double take(double[] beta, double[] move) {
        double widest = 0;
        for (double part : move) {
            widest = Math.max(widest, Math.abs(part));
        }
        double shorten = widest > WIDEST ? WIDEST / widest : 1;
        for (int j = 0; j < beta.length; j++) {
            beta[j] += shorten * move[j];
        }
        return widest;
    }
}
