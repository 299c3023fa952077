package aftercare.stats;

import java.util.List;
import java.util.Objects;
import java.util.function.DoubleFunction;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;

/**
 * Poisson regression with log link, log exposure as offset and a quadratic penalty on the coefficients, by Newton's
 * method. How much is penalised is chosen by Akaike's criterion with effective degrees of freedom (Eilers and Marx,
 * Statistical Science 11, 1996).
 *
 * @param coefficients of the columns
 * @param covariance of the coefficients, the inverse of the penalised information
 * @param deviance of the fit
 * @param freedom effective degrees of freedom
 */
@SuppressWarnings("ArrayRecordComponent") // Compared nowhere, and read only.
public record PenalizedPoisson(double[] coefficients, double[][] covariance, double deviance, double freedom) {
    private static final int MOST_STEPS = 60;
    private static final double ENOUGH = 1e-8;

    /** Fits with each of some penalties and keeps the fit with the least deviance + 2 x degrees of freedom. */
    public static PenalizedPoisson best(
            double[][] design,
            double[] counts,
            double[] exposure,
            DoubleFunction<double[][]> penalty,
            List<Double> strengths) {
        PenalizedPoisson best = null;
        for (double strength : strengths) {
            PenalizedPoisson fit = fit(design, counts, exposure, penalty.apply(strength));
            if (best == null || fit.criterion() < best.criterion()) {
                best = fit;
            }
        }
        return Objects.requireNonNull(best, "there is no penalty to fit with");
    }

    /**
     * Fits.
     *
     * @param design one row per observation
     * @param counts per observation, 0 or more; fractions are allowed
     * @param exposure per observation; one without exposure is left out
     * @param penalty symmetric, added to the information; must make it positive definite
     */
    public static PenalizedPoisson fit(double[][] design, double[] counts, double[] exposure, double[][] penalty) {
        int size = penalty.length;
        RealMatrix prior = new Array2DRowRealMatrix(penalty);
        double[] beta = new double[size];
        for (int step = 0; step < MOST_STEPS; step++) {
            double[][] information = new double[size][size];
            double[] slope = prior.operate(beta);
            for (int j = 0; j < size; j++) {
                slope[j] = -slope[j];
            }
            accumulate(design, counts, exposure, beta, information, slope);
            RealMatrix whole = new Array2DRowRealMatrix(information).add(prior);
            double[] move = new CholeskyDecomposition(whole, 1e-8, 1e-300)
                    .getSolver()
                    .solve(new ArrayRealVector(slope))
                    .toArray();
            if (NewtonStep.take(beta, move) < ENOUGH) {
                break;
            }
        }
        return described(design, counts, exposure, prior, beta);
    }

    private static PenalizedPoisson described(
            double[][] design, double[] counts, double[] exposure, RealMatrix prior, double[] beta) {
        int size = beta.length;
        double[][] information = new double[size][size];
        accumulate(design, counts, exposure, beta, information, new double[size]);
        RealMatrix plain = new Array2DRowRealMatrix(information);
        RealMatrix covariance = new CholeskyDecomposition(plain.add(prior), 1e-8, 1e-300)
                .getSolver()
                .getInverse();
        double deviance = 0;
        for (int i = 0; i < counts.length; i++) {
            if (exposure[i] > 0) {
                double mean = exposure[i] * Math.exp(dot(design[i], beta));
                deviance += 2 * ((counts[i] > 0 ? counts[i] * Math.log(counts[i] / mean) : 0) - counts[i] + mean);
            }
        }
        return new PenalizedPoisson(
                beta, covariance.getData(), deviance, covariance.multiply(plain).getTrace());
    }

    private static void accumulate(
            double[][] design,
            double[] counts,
            double[] exposure,
            double[] beta,
            double[][] information,
            double[] slope) {
        for (int i = 0; i < counts.length; i++) {
            if (!(exposure[i] > 0)) {
                continue;
            }
            double mean = exposure[i] * Math.exp(dot(design[i], beta));
            for (int j = 0; j < beta.length; j++) {
                double left = design[i][j];
                if (left != 0) {
                    slope[j] += left * (counts[i] - mean);
                    for (int k = 0; k < beta.length; k++) {
                        information[j][k] += left * design[i][k] * mean;
                    }
                }
            }
        }
    }

    private static double dot(double[] row, double[] beta) {
        double sum = 0;
        for (int j = 0; j < beta.length; j++) {
            sum += row[j] * beta[j];
        }
        return Math.max(-50, Math.min(50, sum));
    }

    private double criterion() {
        return deviance + 2 * freedom;
    }

    /** The fitted logarithm at a row of the design. */
    public double log(double[] row) {
        return dot(row, coefficients);
    }

    /** Standard deviation of the fitted logarithm at a row of the design. */
    public double logSd(double[] row) {
        double variance = 0;
        for (int j = 0; j < row.length; j++) {
            for (int k = 0; k < row.length; k++) {
                variance += row[j] * covariance[j][k] * row[k];
            }
        }
        return Math.sqrt(Math.max(0, variance));
    }
}
