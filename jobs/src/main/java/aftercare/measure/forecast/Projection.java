package aftercare.measure.forecast;

/**
 * What a fitted repair model makes of the months after its origin: units in service by age x rate by age, one model and
 * region at a time.
 */
final class Projection {
    /** Of the recent level, the share that still holds a month later. */
    static final double DAMPING = 0.95;

    /** Months whose repairs per unit make the recent rate. */
    private static final int RECENT_MONTHS = 12;
    /** How many repairs a model's rate weighs as much as in those of its regions. */
    private static final double RATE_PRIOR_REPAIRS = 10;

    private final RepairModel model;
    private final PlannedSales plans;
    private final CategoryFleet fleet;
    private final int horizon;
    private final double[] weights;
    private final double[] exposures;
    private final WithoutUnits withoutUnits;
    private final double[][] recentRate;

    /**
     * What is expected of a model in a region.
     *
     * @param installed repairs per month ahead from units sold by the origin, without the recent level
     * @param planned the same from units planned
     * @param units in service per month ahead
     * @param recent by what the recent level multiplies each month
     * @param recentRate repairs per month ahead if units go on to fail as often as in the last year, whatever their age
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared nowhere, and read only.
    record Expected(double[] installed, double[] planned, double[] units, double[] recent, double[] recentRate) {
        double total(int h) {
            return installed[h] + planned[h];
        }

        /** The share that units yet to be sold bring. */
        double plannedShare(int h) {
            return total(h) > 0 ? planned[h] / total(h) : 0;
        }

        double withRecentLevel(int h) {
            return total(h) * recent[h];
        }
    }

    Projection(RepairModel model, PlannedSales plans, int horizon) {
        this.model = model;
        this.plans = plans;
        this.fleet = model.fleet;
        this.horizon = horizon;
        weights = model.ageWeights(model.ages + fleet.saleMonths() + horizon);
        exposures = new double[weights.length];
        for (int age = 0; age < exposures.length; age++) {
            exposures[age] = fleet.exposure(age);
        }
        withoutUnits = WithoutUnits.of(model, horizon);
        recentRate = new double[fleet.models().size()][];
        for (int m = 0; m < recentRate.length; m++) {
            recentRate[m] = recentRates(m);
        }
    }

    /** Repairs per unit-month of an average month of the year, by region. */
    private double[] recentRates(int m) {
        int regions = fleet.regions().size();
        double[] repairs = new double[regions];
        double[] unitMonths = new double[regions];
        double allRepairs = 0;
        double allUnitMonths = 0;
        for (int r = 0; r < regions; r++) {
            if (model.hasUnits(m, r)) {
                double[] came = model.goingOn(m, r);
                double[] season = model.seasons[fleet.regions().get(r).zone()];
                for (int t = Math.max(0, model.origin + 1 - RECENT_MONTHS); t <= model.origin; t++) {
                    repairs[r] += came[t];
                    unitMonths[r] += season[fleet.calendar(t)]
                            * model.cohorts[m][r].convolved(t + fleet.salesBefore(), exposures);
                }
                allRepairs += repairs[r];
                allUnitMonths += Math.max(0, unitMonths[r]);
            }
        }
        double ofModel = allUnitMonths > 0 ? allRepairs / allUnitMonths : 0;
        double[] rates = new double[regions];
        for (int r = 0; r < regions && ofModel > 0; r++) {
            rates[r] = (repairs[r] + RATE_PRIOR_REPAIRS) / (Math.max(0, unitMonths[r]) + RATE_PRIOR_REPAIRS / ofModel);
        }
        return rates;
    }

    Expected of(int m, int r) {
        double[] installed = new double[horizon];
        double[] planned = new double[horizon];
        double[] units = new double[horizon];
        double[] recent = new double[horizon];
        double[] byRate = new double[horizon];
        Cohorts sold = model.cohorts[m][r].upTo(model.origin + fleet.salesBefore());
        double[] coming = plans.units(m, r, horizon);
        int zone = fleet.regions().get(r).zone();
        double level = model.level(m, r) * model.disruptions.lasting(m, r);
        Cohorts failing = sold.weighed(model.vintage);
        double newest = model.vintage.factor(model.origin + 1 + fleet.salesBefore());
        for (int h = 0; h < horizon; h++) {
            int now = model.origin + 1 + h + fleet.salesBefore();
            double factor = level * model.seasons[zone][fleet.calendar(model.origin + 1 + h)];
            installed[h] = Math.max(0, factor * failing.convolved(now, weights));
            planned[h] = Math.max(0, factor * newest * RepairModel.convolved(coming, h, weights));
            units[h] = sold.convolved(now, exposures) + RepairModel.convolved(coming, h, exposures);
            recent[h] = Math.pow(model.recentLevel[m], Math.pow(DAMPING, h + 1.0));
            double season = model.seasons[zone][fleet.calendar(model.origin + 1 + h)];
            byRate[h] = Math.max(0, recentRate[m][r] * units[h] * season);
            if (!model.hasUnits(m, r)) {
                installed[h] += withoutUnits.of(model, m, r, h);
                byRate[h] = installed[h] + planned[h];
            }
        }
        return new Expected(installed, planned, units, recent, byRate);
    }
}
