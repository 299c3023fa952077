package aftercare.measure.forecast;

/**
 * How far plans of sales err: what a model was planned to sell in the months after a past origin against what was
 * shipped in them, chance aside. Plans are compared as {@link PlannedSales} reads them, so that its rules for gaps
 * count too.
 */
final class PlanError {
    /** How far plans are taken to err where none can be compared yet. */
    static final double USUAL = 0.2;
    /** How many models' plans that usual error weighs as much as. */
    private static final double PRIOR_PLANS = 5;

    /** Months before the origin at which plans are compared with what came until it. */
    private static final int[] MONTHS_AGO = {12, 6};

    private PlanError() {}

    /**
     * The relative standard deviation of what a plan leaves to be sold, as plans and shipments up to an origin tell.
     */
    static double spread(CategoryHistory history, int origin) {
        double squares = PRIOR_PLANS * USUAL * USUAL;
        double plans = PRIOR_PLANS;
        for (int ago : MONTHS_AGO) {
            PlannedSales then = new PlannedSales(history, origin - ago);
            if (origin - ago + history.fleet.salesBefore() < 0 || !then.exist()) {
                continue;
            }
            for (int m = 0; m < history.fleet.models().size(); m++) {
                double planned = 0;
                double sold = 0;
                for (int r = 0; r < history.fleet.regions().size(); r++) {
                    double[] units = then.units(m, r, ago);
                    for (int h = 0; h < ago; h++) {
                        planned += units[h];
                        sold += history.units[m][r][origin - ago + 1 + h + history.fleet.salesBefore()];
                    }
                }
                if (planned > 0) {
                    double error = Math.log((Math.max(0, sold) + 1) / (planned + 1));
                    // Few units tell hardly anything about the plan: their own chance is taken off, and they count for
                    // less.
                    double chance = 1 / (planned + 1);
                    double weight = USUAL * USUAL / (USUAL * USUAL + chance);
                    squares += weight * Math.max(0, error * error - chance);
                    plans += weight;
                }
            }
        }
        return Math.sqrt(squares / plans);
    }
}
