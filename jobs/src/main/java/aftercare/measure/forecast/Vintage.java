package aftercare.measure.forecast;

import aftercare.stats.PenalizedPoisson;

/**
 * Whether newer units are better or worse: a straight line in the logarithm of the rate by month of sale, beside the
 * shape by age. Shrunk hard, for a slope that nobody needs does harm as far ahead as it is carried: below three
 * standard errors, months' own variation counted in, there is none. Units yet to be sold are as good as the newest.
 *
 * @param slope per month of sale
 * @param middle the month of sale, by its number from the first, at which units are as the shape says
 * @param newest the last month of sale that was seen
 */
record Vintage(double slope, double middle, int newest) {
    /** Square of how many standard errors a slope must have to be believed at all. */
    private static final double SURE = 9;

    private static final double STEEPEST = 0.03;
    private static final double SMOOTHNESS = 10;
    private static final double RIDGE = 1e-3;
    private static final double FEWEST_REPAIRS = 200;

    static Vintage none(int newest) {
        return new Vintage(0, 0, newest);
    }

    /** By what a unit sold in a month fails more often than the shape by age says. */
    double factor(int sale) {
        return slope == 0 ? 1 : Math.exp(slope * (Math.min(sale, newest) - middle));
    }

    /** Units weighed by how often they fail, by month of sale. */
    double[] weighed(double[] units) {
        if (slope == 0) {
            return units;
        }
        double[] weighed = new double[units.length];
        for (int sale = 0; sale < units.length; sale++) {
            weighed[sale] = units[sale] * factor(sale);
        }
        return weighed;
    }

    /**
     * Fits the slope.
     *
     * @param repairs by age and month of sale
     * @param exposure unit-months, weighed by all but age and vintage
     * @param dispersion how many times more than Poisson counts months vary
     */
    static Vintage fit(double[][] repairs, double[][] exposure, double dispersion) {
        int sales = exposure[0].length;
        double seen = 0;
        double weight = 0;
        double middle = 0;
        for (int age = 0; age < exposure.length; age++) {
            for (int sale = 0; sale < sales; sale++) {
                seen += exposure[age][sale] > 0 ? repairs[age][sale] : 0;
                weight += Math.max(0, exposure[age][sale]);
                middle += sale * Math.max(0, exposure[age][sale]);
            }
        }
        if (seen < FEWEST_REPAIRS) {
            return none(sales - 1);
        }
        middle /= weight;
        double[][] shape = AgeShape.design(exposure.length);
        int rows = 0;
        for (double[] ofAge : exposure) {
            for (double each : ofAge) {
                rows += each > 0 ? 1 : 0;
            }
        }
        int knots = shape[0].length;
        double[][] design = new double[rows][];
        double[] counts = new double[rows];
        double[] expected = new double[rows];
        int row = 0;
        for (int age = 0; age < exposure.length; age++) {
            for (int sale = 0; sale < sales; sale++) {
                if (exposure[age][sale] > 0) {
                    design[row] = java.util.Arrays.copyOf(shape[age], knots + 1);
                    design[row][knots] = (sale - middle) / CategoryFleet.SEASONS;
                    counts[row] = repairs[age][sale];
                    expected[row] = exposure[age][sale] * seen / weight;
                    row++;
                }
            }
        }
        double[][] smooth = AgeShape.penalty(SMOOTHNESS);
        double[][] penalty = new double[knots + 1][knots + 1];
        for (int i = 0; i < knots; i++) {
            System.arraycopy(smooth[i], 0, penalty[i], 0, knots);
        }
        penalty[knots][knots] = RIDGE;
        PenalizedPoisson fit = PenalizedPoisson.fit(design, counts, expected, penalty);
        double[] only = new double[knots + 1];
        only[knots] = 1;
        double found = fit.log(only);
        double variance = fit.logSd(only) * fit.logSd(only) * Math.max(1, dispersion);
        double kept = Math.max(0, 1 - SURE * variance / (found * found));
        double slope = kept > 0 ? kept * found / CategoryFleet.SEASONS : 0;
        return new Vintage(Math.max(-STEEPEST, Math.min(STEEPEST, slope)), middle, sales - 1);
    }
}
