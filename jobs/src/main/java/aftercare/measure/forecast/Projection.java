package aftercare.measure.forecast;

import java.util.Arrays;

/**
 * What a fitted repair model makes of the months after its origin: units in service by age x rate by age, one model and
 * region at a time.
 */
final class Projection {
    /** Of the recent level, the share that still holds a month later. */
    static final double DAMPING = 0.95;

    /** Where a model has repairs in a region but never a sale, the last months' mean goes on. */
    private static final int MONTHS_WITHOUT_SALES = 12;

    private final RepairModel model;
    private final PlannedSales plans;
    private final CategoryFleet fleet;
    private final int horizon;
    private final double[] weights;
    private final double[] exposures;

    /**
     * What is expected of a model in a region.
     *
     * @param installed repairs per month ahead from units sold by the origin, without the recent level
     * @param planned the same from units planned
     * @param units in service per month ahead
     * @param recent by what the recent level multiplies each month
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared nowhere, and read only.
    record Expected(double[] installed, double[] planned, double[] units, double[] recent) {
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
    }

    Expected of(int m, int r) {
        double[] installed = new double[horizon];
        double[] planned = new double[horizon];
        double[] units = new double[horizon];
        double[] recent = new double[horizon];
        double[] sold = Arrays.copyOf(model.history.units[m][r], model.origin + 1 + fleet.salesBefore());
        double[] coming = plans.units(m, r, horizon);
        int zone = fleet.regions().get(r).zone();
        double level = model.level(m, r) * model.disruptions.lasting(m, r);
        double[] failing = model.vintage.weighed(sold);
        double newest = model.vintage.factor(sold.length);
        for (int h = 0; h < horizon; h++) {
            int now = model.origin + 1 + h + fleet.salesBefore();
            double factor = level * model.seasons[zone][fleet.calendar(model.origin + 1 + h)];
            installed[h] = Math.max(0, factor * RepairModel.convolved(failing, now, weights));
            planned[h] = Math.max(0, factor * newest * RepairModel.convolved(coming, h, weights));
            units[h] = RepairModel.convolved(sold, now, exposures) + RepairModel.convolved(coming, h, exposures);
            recent[h] = Math.pow(model.recentLevel[m], Math.pow(DAMPING, h + 1.0));
        }
        if (!model.hasUnits(m, r)) {
            withoutSales(m, r, zone, installed);
        }
        return new Expected(installed, planned, units, recent);
    }

    /** There is no fleet to compute with: the mean of the last months goes on, with the season. */
    private void withoutSales(int m, int r, int zone, double[] installed) {
        int from = Math.max(0, model.origin + 1 - MONTHS_WITHOUT_SALES);
        double sum = 0;
        double seasons = 0;
        for (int t = from; t <= model.origin; t++) {
            sum += model.lifted[m][r][t];
            seasons += model.seasons[zone][fleet.calendar(t)];
        }
        for (int h = 0; h < horizon && seasons > 0; h++) {
            installed[h] += sum / seasons * model.seasons[zone][fleet.calendar(model.origin + 1 + h)];
        }
    }
}
