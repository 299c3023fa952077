package aftercare.measure.actions;

import aftercare.stats.Interval;
import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * How a share moved, against others that nothing was done for.
 *
 * @param effect the change of the share, less the mean change of the others where there are enough
 * @param interval its 95 % interval
 * @param othersChange mean change of the others; null where they are too few
 */
record Movement(double effect, Interval interval, @Nullable Double othersChange) {
    /** With fewer, nobody can tell how such shares move by themselves. */
    static final int FEWEST_OTHERS = 5;

    private static final double CONFIDENCE = 0.95;
    private static final double NORMAL_DEGREES = 1e6;

    /**
     * What was counted before and after.
     *
     * @param x0 cases that count, before
     * @param n0 all cases before, 1 or more
     * @param x1 cases that count, after
     * @param n1 all cases after, 1 or more
     */
    record Counts(long x0, long n0, long x1, long n1) {
        double change() {
            return (double) x1 / n1 - (double) x0 / n0;
        }

        /** Variance of the change by chance alone, a case of either kind added, so that none is certain. */
        double variance() {
            return variance(x0, n0) + variance(x1, n1);
        }

        private static double variance(long x, long n) {
            double p = (x + 1.0) / (n + 2.0);
            return p * (1 - p) / n;
        }
    }

    /**
     * The movement of one member. What the others' changes differ by beyond chance widens the interval by as much
     * (method of moments), with a t quantile for how many they are.
     */
    static Movement of(Counts member, List<Counts> others) {
        if (others.size() < FEWEST_OTHERS) {
            return new Movement(member.change(), around(member.change(), member.variance(), NORMAL_DEGREES), null);
        }
        double weights =
                others.stream().mapToDouble(other -> 1 / other.variance()).sum();
        double mean = others.stream()
                        .mapToDouble(other -> other.change() / other.variance())
                        .sum()
                / weights;
        double spread = others.stream()
                        .mapToDouble(other -> Math.pow(other.change() - mean, 2) / other.variance())
                        .sum()
                / (others.size() - 1);
        double beyondChance = Math.max(1, spread);
        double effect = member.change() - mean;
        double variance = (member.variance() + 1 / weights) * beyondChance;
        return new Movement(effect, around(effect, variance, others.size() - 1.0), mean);
    }

    private static Interval around(double effect, double variance, double degrees) {
        double half =
                Math.sqrt(variance) * new TDistribution(degrees).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
        return new Interval(effect - half, effect + half);
    }
}
