package aftercare.stats;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The false discovery rate of many tests at once (Benjamini and Hochberg, Journal of the Royal Statistical Society B
 * 57, 1995): of the findings at or below a q value, at most that share is expected to be chance.
 */
public final class BenjaminiHochberg {
    private BenjaminiHochberg() {}

    /**
     * The smallest false discovery rate at which each test is a finding, in the order of the tests.
     *
     * @param p one p value per test, 0 to 1; every test made belongs here, those that found nothing too
     * @throws IllegalArgumentException when a p value is none
     */
    public static double[] qValues(double[] p) {
        Integer[] byP = new Integer[p.length];
        for (int i = 0; i < p.length; i++) {
            if (!(p[i] >= 0 && p[i] <= 1)) {
                throw new IllegalArgumentException("no probability: " + p[i]);
            }
            byP[i] = i;
        }
        Arrays.sort(byP, Comparator.comparingDouble(i -> p[i]));
        double[] q = new double[p.length];
        double smallest = 1;
        for (int rank = p.length; rank >= 1; rank--) {
            int test = byP[rank - 1];
            smallest = Math.min(smallest, p[test] * ((double) p.length / rank));
            q[test] = smallest;
        }
        return q;
    }

    /**
     * The same where some tests matter more or can show more (Genovese, Roeder and Wasserman, Biometrika 93, 2006):
     * each p value is divided by its weight, weights being scaled to a mean of 1. The rate holds for any weights that
     * do not look at the p values.
     *
     * @param p one p value per test, 0 to 1
     * @param weights one per test, 0 or more, some above 0; a test of weight 0 is never a finding
     * @throws IllegalArgumentException when a p value or weight is none
     */
    public static double[] qValues(double[] p, double[] weights) {
        return qValues(weighted(p, weights));
    }

    /** p values divided by their weights, at most 1. */
    private static double[] weighted(double[] p, double[] weights) {
        double sum = Arrays.stream(weights).sum();
        double[] weighted = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            if (weights.length != p.length || !(weights[i] >= 0) || !(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("no weights: " + Arrays.toString(weights));
            }
            weighted[i] = weights[i] == 0 ? 1 : Math.min(1, p[i] * (sum / p.length / weights[i]));
        }
        return weighted;
    }
}
