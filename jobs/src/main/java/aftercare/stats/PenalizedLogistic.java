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
    private static final double ENOUGH = 1e-7;
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
            if (NewtonStep.take(beta, move) < ENOUGH) {
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
     * The mean over some cells of a difference of fitted rates: what standardisation (g-computation) makes of a model.
     * Each mean has an interval on the log odds, by the delta method; the two make that of the difference, with their
     * correlation (Zou and Donner, Statistics in Medicine 27, 2008). Rates near 0 and 1 so keep an interval, where the
     * delta method alone leaves none.
     *
     * @param weights per cell, not all 0
     * @param with per cell the columns that hold in it
     * @param without per cell the columns that would hold otherwise
     */
    public Difference difference(double[] weights, int[][] with, int[][] without) {
        Mean one = new Mean(weights, with);
        Mean other = new Mean(weights, without);
        double product = one.error * other.error;
        double correlation = product > 0 ? covariance(one.gradient, other.gradient) / product : 0;
        return new Difference(one, other, Math.max(-1, Math.min(1, correlation)));
    }

    private double covariance(double[] one, double[] other) {
        double sum = 0;
        for (int j = 0; j < one.length; j++) {
            if (one[j] != 0) {
                for (int k = 0; k < other.length; k++) {
                    sum += one[j] * covariance[j][k] * other[k];
                }
            }
        }
        return sum;
    }

    /** A weighted mean of fitted rates. */
    private final class Mean {
        private final double[] shares;
        private final double[] odds;
        private final double[] gradient = new double[coefficients.length];
        private final double error;
        private final double slope;

        Mean(double[] weights, int[][] holding) {
            shares = new double[weights.length];
            odds = new double[weights.length];
            double whole = Arrays.stream(weights).sum();
            double moves = 0;
            for (int i = 0; i < weights.length; i++) {
                shares[i] = weights[i] / whole;
                odds[i] = sum(coefficients, holding[i]);
                double each = shares[i] * rate(odds[i]) * (1 - rate(odds[i]));
                moves += each;
                for (int column : holding[i]) {
                    gradient[column] += each;
                }
            }
            slope = moves;
            error = Math.sqrt(Math.max(0, covariance(gradient, gradient)));
        }

        /** The mean some standard errors away, on the log odds. */
        double at(double errors) {
            double by = errors == 0 ? 0 : errors * error / slope;
            double mean = 0;
            for (int i = 0; i < odds.length; i++) {
                mean += shares[i] * rate(odds[i] + by);
            }
            return mean;
        }
    }

    /** A mean difference of rates. */
    public static final class Difference {
        private static final int HALVINGS = 50;
        private static final double MOST_ERRORS = 40;

        private final Mean one;
        private final Mean other;
        private final double correlation;

        private Difference(Mean one, Mean other, double correlation) {
            this.one = one;
            this.other = other;
            this.correlation = correlation;
        }

        /** The difference. */
        public double mean() {
            return one.at(0) - other.at(0);
        }

        /** The end of its interval that lies a number of standard errors away: below it where the number is below 0. */
        public double at(double errors) {
            double ofOne = one.at(errors) - one.at(0);
            double ofOther = other.at(0) - other.at(-errors);
            double square = ofOne * ofOne + ofOther * ofOther - 2 * correlation * ofOne * ofOther;
            return mean() + Math.signum(errors) * Math.sqrt(Math.max(0, square));
        }

        /** How many standard errors lie between the difference and none, at most 40. */
        public double errorsFromNone() {
            double mean = mean();
            double low = 0;
            double high = MOST_ERRORS;
            for (int i = 0; i < HALVINGS; i++) {
                double middle = (low + high) / 2;
                // As long as the interval ends before 0, it is farther away.
                if (mean * at(mean < 0 ? middle : -middle) > 0) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }
}
