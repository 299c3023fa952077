package aftercare.stats;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;

/**
 * Logistic regression on indicators with a normal prior on each coefficient (ridge), by Newton's method, which is
 * iteratively reweighted least squares (McCullagh and Nelder, Generalized Linear Models, 1989). Observations come as
 * cells of equal indicators with the columns that hold in them, so that the work grows with these and not with all
 * columns.
 *
 * @param coefficients of the columns
 * @param covariance of the coefficients, the inverse of the penalised information
 */
@SuppressWarnings("ArrayRecordComponent") // Compared nowhere, and read only.
public record PenalizedLogistic(double[] coefficients, double[][] covariance) {
    private static final int MOST_STEPS = 60;
    private static final double ENOUGH = 1e-9;
    private static final double WIDEST_STEP = 3;
    private static final double SYMMETRY = 1e-8;
    private static final double POSITIVITY = 1e-300;

    /**
     * Fits.
     *
     * @param holding per cell the columns that hold in it, each once
     * @param trials per cell
     * @param successes per cell, 0 to its trials
     * @param precision of the prior of each column, the inverse of its variance; 0 for none, where the cells alone must
     *     then determine the coefficient
     * @throws IllegalArgumentException when the lengths differ
     */
    public static PenalizedLogistic fit(int[][] holding, double[] trials, double[] successes, double[] precision) {
        if (holding.length != trials.length || holding.length != successes.length) {
            throw new IllegalArgumentException(
                    holding.length + " cells, " + trials.length + " trials, " + successes.length + " successes");
        }
        int size = precision.length;
        double[] beta = new double[size];
        double[][] information = new double[size][size];
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] slope = new double[size];
            accumulate(holding, trials, successes, beta, precision, information, slope);
            double[] move = new CholeskyDecomposition(
                            new Array2DRowRealMatrix(information, false), SYMMETRY, POSITIVITY)
                    .getSolver()
                    .solve(new ArrayRealVector(slope, false))
                    .toArray();
            double widest = 0;
            for (double part : move) {
                widest = Math.max(widest, Math.abs(part));
            }
            double shorten = widest > WIDEST_STEP ? WIDEST_STEP / widest : 1;
            for (int j = 0; j < size; j++) {
                beta[j] += shorten * move[j];
            }
            if (widest < ENOUGH) {
                break;
            }
        }
        accumulate(holding, trials, successes, beta, precision, information, new double[size]);
        return new PenalizedLogistic(
                beta,
                new CholeskyDecomposition(new Array2DRowRealMatrix(information, false), SYMMETRY, POSITIVITY)
                        .getSolver()
                        .getInverse()
                        .getData());
    }

    private static void accumulate(
            int[][] holding,
            double[] trials,
            double[] successes,
            double[] beta,
            double[] precision,
            double[][] information,
            double[] slope) {
        for (int j = 0; j < beta.length; j++) {
            Arrays.fill(information[j], 0);
            information[j][j] = precision[j];
            slope[j] = -precision[j] * beta[j];
        }
        for (int i = 0; i < holding.length; i++) {
            double rate = rate(sum(beta, holding[i]));
            double residual = successes[i] - trials[i] * rate;
            double weight = trials[i] * rate * (1 - rate);
            for (int j : holding[i]) {
                slope[j] += residual;
                double[] row = information[j];
                for (int k : holding[i]) {
                    row[k] += weight;
                }
            }
        }
    }

    private static double sum(double[] beta, int[] columns) {
        double sum = 0;
        for (int column : columns) {
            sum += beta[column];
        }
        return sum;
    }

    private static double rate(double log) {
        return 1 / (1 + Math.exp(-log));
    }

    /** The fitted rate where some columns hold. */
    public double rate(int[] holding) {
        return rate(sum(coefficients, holding));
    }

    /**
     * The mean over some cells of a difference of fitted rates, with its standard error by the delta method: what
     * standardisation (g-computation) makes of a model.
     *
     * @param weights per cell, not all 0
     * @param with per cell the columns that hold in it
     * @param without per cell the columns that would hold otherwise
     */
    public Difference difference(double[] weights, int[][] with, int[][] without) {
        double[] gradient = new double[coefficients.length];
        double difference = 0;
        double whole = 0;
        for (int i = 0; i < weights.length; i++) {
            double one = rate(with[i]);
            double other = rate(without[i]);
            difference += weights[i] * (one - other);
            whole += weights[i];
            for (int column : with[i]) {
                gradient[column] += weights[i] * one * (1 - one);
            }
            for (int column : without[i]) {
                gradient[column] -= weights[i] * other * (1 - other);
            }
        }
        double variance = 0;
        for (int j = 0; j < gradient.length; j++) {
            if (gradient[j] != 0) {
                double product = 0;
                for (int k = 0; k < gradient.length; k++) {
                    product += covariance[j][k] * gradient[k];
                }
                variance += gradient[j] * product;
            }
        }
        return new Difference(difference / whole, Math.sqrt(Math.max(0, variance)) / whole);
    }

    /**
     * A mean difference of rates.
     *
     * @param mean the difference
     * @param standardError its standard error
     */
    public record Difference(double mean, double standardError) {}
}
