package aftercare.timeseries;

import java.util.Arrays;
import org.hipparchus.analysis.MultivariateFunction;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.hipparchus.optim.nonlinear.scalar.noderiv.SimplexOptimizer;

/**
 * Least value of a function without derivatives, by Nelder and Mead's simplex; it stops where all corners are about
 * equal.
 */
final class Simplex {
    private static final int EVALUATIONS_PER_ITERATION = 4;

    private final MultivariateFunction function;
    private double[] bestPoint;
    private double bestValue = Double.POSITIVE_INFINITY;

    private Simplex(MultivariateFunction function, double[] start) {
        this.function = function;
        bestPoint = start.clone();
    }

    /**
     * The best point met.
     *
     * @param tolerance by how much the corners' values may differ at the end
     * @param most iterations, slightly more than one evaluation each
     */
    static double[] minimum(MultivariateFunction function, double[] start, double step, double tolerance, int most) {
        Simplex search = new Simplex(function, start);
        SimplexOptimizer optimizer = new SimplexOptimizer(
                (iteration, before, now) -> iteration >= most || now.getValue() - search.bestValue < tolerance);
        double[] steps = new double[start.length];
        Arrays.fill(steps, step);
        try {
            optimizer.optimize(
                    new MaxEval(EVALUATIONS_PER_ITERATION * most),
                    new ObjectiveFunction(search::evaluate),
                    GoalType.MINIMIZE,
                    new InitialGuess(start),
                    new NelderMeadSimplex(steps));
        } catch (MathIllegalStateException e) {
            // On a plateau an iteration shrinks without end, and the library gives up loudly; the best point met will
            // do.
            return search.bestPoint;
        }
        return search.bestPoint;
    }

    private double evaluate(double[] point) {
        double value = function.value(point);
        if (value < bestValue) {
            bestValue = value;
            bestPoint = point.clone();
        }
        // The library orders corners by value; a value that is no number would have no place.
        return Double.isFinite(value) ? value : Double.MAX_VALUE;
    }
}
