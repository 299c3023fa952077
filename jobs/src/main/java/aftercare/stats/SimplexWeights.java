package aftercare.stats;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.QRDecomposition;
import org.jspecify.annotations.Nullable;

/** Weights, none below 0 and 1 in all, under which combined forecasts err least (Bates and Granger, 1969). */
public final class SimplexWeights {
    private static final int MOST = 12;

    private SimplexWeights() {}

    /**
     * The exact minimum of w'Ew, by trying every set of methods that may have weight.
     *
     * @param errorProducts E, per pair of methods the sum of the products of their errors; positive semi-definite
     * @param prior the weights to stay near where methods hardly differ; 1 in all
     * @param strength how hard they are pulled to the prior: the squared distance from the prior counts this share of
     *     the methods' mean error
     */
    public static double[] leastError(double[][] errorProducts, double[] prior, double strength) {
        int size = errorProducts.length;
        if (size > MOST) {
            throw new IllegalArgumentException(size + " methods, at most " + MOST + " can be weighed");
        }
        double trace = 0;
        for (int i = 0; i < size; i++) {
            trace += errorProducts[i][i];
        }
        double[] best = prior.clone();
        if (!(trace > 0)) {
            return best;
        }
        // With weights of sum 1, |w - prior|² is the quadratic form of (I - prior 1')'(I - prior 1').
        double pull = strength * trace / size;
        double squares = java.util.Arrays.stream(prior).map(each -> each * each).sum();
        double[][] products = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                products[i][j] = errorProducts[i][j] + pull * ((i == j ? 1 : 0) - prior[i] - prior[j] + squares);
            }
        }
        double least = Double.POSITIVE_INFINITY;
        for (int set = 1; set < 1 << size; set++) {
            double[] weights = onSet(products, set);
            if (weights != null) {
                double error = quadratic(products, weights);
                if (error < least) {
                    least = error;
                    best = weights;
                }
            }
        }
        return best;
    }

    private static double @Nullable [] onSet(double[][] products, int set) {
        int[] members = java.util.stream.IntStream.range(0, products.length)
                .filter(i -> (set >> i & 1) == 1)
                .toArray();
        double[][] part = new double[members.length][members.length];
        double[] ones = new double[members.length];
        for (int i = 0; i < members.length; i++) {
            ones[i] = 1;
            for (int j = 0; j < members.length; j++) {
                part[i][j] = products[members[i]][members[j]];
            }
        }
        DecompositionSolver solver = new QRDecomposition(new Array2DRowRealMatrix(part)).getSolver();
        if (!solver.isNonSingular()) {
            return null;
        }
        double[] solved = solver.solve(new ArrayRealVector(ones)).toArray();
        double sum = 0;
        for (double each : solved) {
            sum += each;
        }
        double[] weights = new double[products.length];
        for (int i = 0; i < members.length; i++) {
            double weight = solved[i] / sum;
            if (!(weight >= 0)) {
                return null;
            }
            weights[members[i]] = weight;
        }
        return weights;
    }

    private static double quadratic(double[][] products, double[] weights) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            for (int j = 0; j < weights.length; j++) {
                sum += weights[i] * products[i][j] * weights[j];
            }
        }
        return sum;
    }
}
