package aftercare.stats;

import org.hipparchus.distribution.continuous.TDistribution;

/**
 * What changed in a group that something was done to, less what changed in one that it was not done to
 * (difference-in-differences; Card and Krueger, American Economic Review 84, 1994).
 *
 * @param before rate of the treated group before
 * @param after rate of the treated group after
 * @param controlBefore rate of the control group before
 * @param controlAfter rate of the control group after
 * @param error standard error of the effect
 * @param degrees of freedom, by Welch and Satterthwaite
 */
public record DifferenceInDifferences(
        double before, double after, double controlBefore, double controlAfter, double error, double degrees) {

    /**
     * The change of one group, with what its spread over people says of its error.
     *
     * @param before rate before
     * @param after rate after
     * @param variance of (after - before); by people, since the jobs of one person resemble one another
     * @param people in the group, two or more
     */
    public record GroupChange(double before, double after, double variance, int people) {
        /**
         * The change of a ratio of sums, its variance by linearisation over people (Cochran, Sampling Techniques, 1977,
         * chapter 6).
         */
        public static GroupChange ofPeople(double[][] before, double[][] after) {
            double[] b = sums(before);
            double[] a = sums(after);
            double rateBefore = b[0] / b[1];
            double rateAfter = a[0] / a[1];
            double squares = 0;
            for (int i = 0; i < before.length; i++) {
                double influence = (after[i][0] - rateAfter * after[i][1]) / a[1]
                        - (before[i][0] - rateBefore * before[i][1]) / b[1];
                squares += influence * influence;
            }
            int people = before.length;
            return new GroupChange(rateBefore, rateAfter, squares * people / (people - 1), people);
        }

        private static double[] sums(double[][] counts) {
            double[] sums = new double[2];
            for (double[] count : counts) {
                sums[0] += count[0];
                sums[1] += count[1];
            }
            return sums;
        }
    }

    /** The effect of what was done to the treated group. */
    public static DifferenceInDifferences of(GroupChange treated, GroupChange control) {
        double variance = treated.variance() + control.variance();
        double welch = treated.variance() * treated.variance() / (treated.people() - 1)
                + control.variance() * control.variance() / (control.people() - 1);
        return new DifferenceInDifferences(
                treated.before(),
                treated.after(),
                control.before(),
                control.after(),
                Math.sqrt(variance),
                welch > 0 ? variance * variance / welch : treated.people() + control.people() - 2);
    }

    public double effect() {
        return after - before - (controlAfter - controlBefore);
    }

    /** The t interval of the effect. */
    public Interval interval(double confidence) {
        double half = error * new TDistribution(degrees).inverseCumulativeProbability((1 + confidence) / 2);
        return new Interval(effect() - half, effect() + half);
    }
}
