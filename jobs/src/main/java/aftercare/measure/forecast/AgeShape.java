package aftercare.measure.forecast;

import aftercare.stats.PenalizedPoisson;
import java.util.Arrays;
import java.util.List;

/**
 * Repairs per unit-month by age, the same shape for all models of a category: straight lines in the logarithm between
 * knots that lie denser at young ages, where rates fall fast, kept smooth by a penalty on bends. Beyond the oldest age
 * seen the trend fades fast: carried on, it made thirteen times last year's repairs of a fleet that grew old together.
 *
 * @param rate per age in months
 * @param logSd standard deviation of its logarithm, per age
 */
@SuppressWarnings("ArrayRecordComponent") // Compared nowhere, and read only.
record AgeShape(double[] rate, double[] logSd) {
    private static final int KNOTS = 12;
    private static final double YOUTH = 4;
    private static final List<Double> STRENGTHS = List.of(0.3, 1.0, 3.0, 10.0, 30.0, 100.0, 300.0, 1000.0, 10_000.0);
    /** How many repairs must be expected at an age and beyond for the trend to be believed up to there. */
    private static final double ENOUGH_REPAIRS = 20;
    /** Months over which the trend at the oldest known age is taken. */
    private static final int TREND_OVER = 6;
    /** Of the trend beyond ages seen, what is left a month later: nobody has seen where it leads. */
    private static final double DAMPING = 0.9;
    /** Pulls towards a flat shape just enough that the fit exists where nothing was seen. */
    private static final double RIDGE = 1e-3;
    /** What a repair rate that nobody has seen or stated is taken for, per unit and month. */
    private static final double UNSTATED = 0.1 / 12;

    /**
     * Fits the shape.
     *
     * @param repairs per age
     * @param exposure unit-months per age, already weighed by model, season and region
     * @param designRate per unit and month, for a category of which hardly a repair was seen; NaN when not stated
     */
    static AgeShape fit(double[] repairs, double[] exposure, double designRate) {
        double seen = 0;
        double watched = 0;
        for (int age = 0; age < repairs.length; age++) {
            seen += exposure[age] > 0 ? repairs[age] : 0;
            watched += exposure[age];
        }
        double design = designRate > 0 ? designRate : UNSTATED;
        if (seen < 5) {
            return flat((seen + 1) / (watched + 1 / design), repairs.length, 1 / Math.sqrt(seen + 1));
        }
        double level = seen / watched;
        double[] expected = new double[repairs.length];
        for (int age = 0; age < repairs.length; age++) {
            expected[age] = exposure[age] * level;
        }
        double[][] design12 = design(repairs.length);
        PenalizedPoisson fit = PenalizedPoisson.best(design12, repairs, expected, AgeShape::penalty, STRENGTHS);
        double[] rate = new double[repairs.length];
        double[] logSd = new double[repairs.length];
        int known = oldestKnown(expected);
        double trend = known < TREND_OVER
                ? 0
                : (fit.log(design12[known]) - fit.log(design12[known - TREND_OVER])) / TREND_OVER;
        double beyond = fit.log(design12[known]);
        for (int age = 0; age < rate.length; age++) {
            trend *= age > known ? DAMPING : 1;
            beyond += age > known ? trend : 0;
            rate[age] = level * Math.exp(age > known ? beyond : fit.log(design12[age]));
            logSd[age] = Math.min(1, fit.logSd(design12[age]));
        }
        return new AgeShape(rate, logSd);
    }

    /** The oldest age that, with those beyond it, was seen enough to tell a trend by. */
    private static int oldestKnown(double[] expected) {
        double sum = 0;
        for (int age = expected.length - 1; age > 0; age--) {
            sum += expected[age];
            if (sum >= ENOUGH_REPAIRS) {
                return age;
            }
        }
        return 0;
    }

    private static AgeShape flat(double rate, int ages, double sd) {
        double[] rates = new double[ages];
        double[] sds = new double[ages];
        Arrays.fill(rates, rate);
        Arrays.fill(sds, sd);
        return new AgeShape(rates, sds);
    }

    /** By age, how much of each knot its logarithm is made of. */
    static double[][] design(int ages) {
        double last = Math.log1p((ages - 1) / YOUTH);
        double[][] design = new double[ages][KNOTS];
        for (int age = 0; age < ages; age++) {
            double at = ages == 1 ? 0 : Math.log1p(age / YOUTH) / last * (KNOTS - 1);
            int knot = (int) Math.min(KNOTS - 2, Math.floor(at));
            design[age][knot] = 1 - (at - knot);
            design[age][knot + 1] = at - knot;
        }
        return design;
    }

    static double[][] penalty(double strength) {
        double[][] penalty = new double[KNOTS][KNOTS];
        for (int i = 0; i + 2 < KNOTS; i++) {
            double[] bend = new double[KNOTS];
            bend[i] = 1;
            bend[i + 1] = -2;
            bend[i + 2] = 1;
            for (int j = i; j < i + 3; j++) {
                for (int k = i; k < i + 3; k++) {
                    penalty[j][k] += strength * bend[j] * bend[k];
                }
            }
        }
        for (int i = 0; i < KNOTS; i++) {
            penalty[i][i] += RIDGE;
        }
        return penalty;
    }
}
