package aftercare.measure.forecast;

import aftercare.stats.SimplexWeights;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a category's total is made of where the sum of its series' forecasts lost, in its own record, to repeating what
 * came: then the plain methods have a say, by their errors, and the series are fitted to the total. Where the sum won,
 * it stands, for the rest only does harm (docs/decisions.md, DF10).
 */
final class TotalWeights {
    /** The methods that may correct the sum, by their places in {@link Methods#NAMES}; the sum itself comes last. */
    static final int[] CANDIDATES = {Methods.RECENT_RATE, Methods.LAST_VALUE, Methods.SEASONAL_NAIVE};

    /** Of the candidates, and of the sum. */
    static final List<String> NAMES = Stream.concat(
                    Arrays.stream(CANDIDATES).mapToObj(Methods.NAMES::get), Stream.of("sum"))
            .toList();

    /** What is said of a sum that stands. */
    static final String UNCORRECTED = "sum 1.00";

    private static final int SUM = CANDIDATES.length;
    private static final int[] RIVALS = {1, 2};
    /**
     * How much farther off than a rival the sum must have been, and from which share of the origins farther off at
     * all: a few origins overlap and prove hardly anything.
     */
    private static final double CLEARLY = 1.2;

    private static final double MOSTLY = 0.66;

    private static final double PULL = 0.1;
    private static final double MOST = 2;

    private final double[][][] errors;
    private final double[][] absolute;

    TotalWeights(int origins) {
        errors = new double[origins][SUM + 1][SUM + 1];
        absolute = new double[origins][SUM + 1];
    }

    /**
     * Notes an origin.
     *
     * @param forecasts of the total by candidate, then the sum, and month ahead
     * @param actual by month ahead
     */
    void add(int origin, double[][] forecasts, double[] actual) {
        double size = Arrays.stream(actual).sum() / actual.length + 1;
        for (int h = 0; h < actual.length; h++) {
            for (int a = 0; a <= SUM; a++) {
                double error = (forecasts[a][h] - actual[h]) / size;
                absolute[origin][a] += Math.abs(error);
                for (int b = 0; b <= SUM; b++) {
                    errors[origin][a][b] += error * (forecasts[b][h] - actual[h]) / size;
                }
            }
        }
    }

    /** The only weight is the sum's. */
    static double[] onlySum() {
        double[] weights = new double[SUM + 1];
        weights[SUM] = 1;
        return weights;
    }

    /** Weights of the candidates and the sum, learned from all origins but one (-1 for none). */
    double[] of(int without) {
        double[][] sum = new double[SUM + 1][SUM + 1];
        double[] off = new double[SUM + 1];
        double[] worse = new double[SUM + 1];
        int origins = 0;
        for (int origin = 0; origin < errors.length; origin++) {
            if (origin != without) {
                origins++;
                for (int a = 0; a <= SUM; a++) {
                    off[a] += absolute[origin][a];
                    worse[a] += absolute[origin][SUM] > absolute[origin][a] ? 1 : 0;
                    for (int b = 0; b <= SUM; b++) {
                        sum[a][b] += errors[origin][a][b];
                    }
                }
            }
        }
        boolean lost = false;
        for (int rival : RIVALS) {
            lost |= off[SUM] > CLEARLY * off[rival] && worse[rival] >= MOSTLY * origins;
        }
        return lost && origins > 1 ? SimplexWeights.leastError(sum, onlySum(), PULL) : onlySum();
    }

    /** By what a month's sum is to be multiplied. */
    static double factor(double[] weights, double[] totals) {
        double wanted = 0;
        for (int i = 0; i < weights.length; i++) {
            wanted += weights[i] * totals[i];
        }
        return totals[SUM] > 0 ? Math.max(1 / MOST, Math.min(MOST, wanted / totals[SUM])) : 1;
    }
}
