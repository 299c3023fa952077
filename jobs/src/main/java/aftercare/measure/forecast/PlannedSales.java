package aftercare.measure.forecast;

import org.jspecify.annotations.Nullable;

/**
 * Units that will be sold after an origin, as the plans issued by then say; after the last full month, as all plans
 * read say, for those issued while the next month runs are known, too. Of several plans for a month the one issued
 * last counts. A month that the plans leave out between two they name takes the mean of its neighbours; after the last
 * month that any plan of the category names, the same month of the year before. A model and region that no plan names
 * sells nothing more, unless there is no plan at all: then last year's sales
 * repeat (docs/decisions.md, DF6), or, of units in service that are stated without shipments, last year's growth.
 */
final class PlannedSales {
    private final CategoryHistory history;
    private final CategoryFleet fleet;
    private final int origin;
    /** The first day, since 1970, whose plans are not seen. */
    private final int issuedBy;

    private final int lastPlanned;
    private final boolean shipments;

    PlannedSales(CategoryHistory history, int origin) {
        this.history = history;
        this.fleet = history.fleet;
        this.origin = origin;
        issuedBy = origin == fleet.months() - 1
                ? Integer.MAX_VALUE
                : (int) ForecastInputs.firstDay(fleet.firstMonth() + origin + 1).toEpochDay();
        shipments = history.hasShipments();
        int last = Integer.MIN_VALUE;
        for (int m = 0; m < fleet.models().size(); m++) {
            for (int r = 0; r < fleet.regions().size(); r++) {
                for (CategoryHistory.Planned plan : history.plans(m, r)) {
                    last = plan.issued() < issuedBy ? Math.max(last, plan.month()) : last;
                }
            }
        }
        lastPlanned = last;
    }

    /** Whether any plan of the category says something about the months after the origin. */
    boolean exist() {
        return lastPlanned > origin;
    }

    /** Units per month after the origin, the first being the month after it. */
    double[] units(int model, int region, int horizon) {
        double[] planned = latest(model, region, horizon);
        int last = -1;
        for (int h = 0; h < horizon; h++) {
            last = Double.isNaN(planned[h]) ? last : h;
        }
        boolean named = last >= 0;
        for (int h = 0; h < horizon; h++) {
            if (Double.isNaN(planned[h])) {
                if (origin + 1 + h > lastPlanned) {
                    planned[h] = !named && exist() ? 0 : yearBefore(model, region, planned, h);
                } else {
                    planned[h] = h < last ? between(planned, h) : 0;
                }
            }
        }
        return planned;
    }

    /** How many months after the origin the plans leave out between months that they name. */
    int gaps(int model, int region, int horizon) {
        double[] planned = latest(model, region, horizon);
        int gaps = 0;
        int open = 0;
        boolean begun = false;
        for (double units : planned) {
            if (!Double.isNaN(units)) {
                gaps += begun ? open : 0;
                begun = true;
                open = 0;
            } else {
                open++;
            }
        }
        return gaps;
    }

    private double[] latest(int model, int region, int horizon) {
        double[] units = new double[horizon];
        CategoryHistory.Planned[] chosen = new CategoryHistory.Planned[horizon];
        for (CategoryHistory.Planned plan : history.plans(model, region)) {
            int h = plan.month() - origin - 1;
            if (plan.issued() < issuedBy && h >= 0 && h < horizon && isLater(plan, chosen[h])) {
                chosen[h] = plan;
            }
        }
        for (int h = 0; h < horizon; h++) {
            units[h] = chosen[h] == null ? Double.NaN : chosen[h].units();
        }
        return units;
    }

    private static boolean isLater(CategoryHistory.Planned plan, CategoryHistory.@Nullable Planned than) {
        return than == null
                || plan.issued() > than.issued()
                || (plan.issued() == than.issued() && plan.plan().compareTo(than.plan()) > 0);
    }

    /**
     * A gap's neighbours; what is filled before it is known already. Before the first named month nothing is known: 0
     * planned yet.
     */
    private static double between(double[] planned, int h) {
        int next = h;
        while (Double.isNaN(planned[next])) {
            next++;
        }
        return h == 0 ? planned[next] : (planned[h - 1] + planned[next]) / 2;
    }

    private double yearBefore(int model, int region, double[] planned, int h) {
        if (h >= CategoryFleet.SEASONS) {
            return planned[h - CategoryFleet.SEASONS];
        }
        if (!shipments) {
            return history.cohorts(model, region, origin).growth(fleet);
        }
        int sale = origin + 1 + h - CategoryFleet.SEASONS + fleet.salesBefore();
        return sale < 0 ? 0 : Math.max(0, history.units[model][region][sale]);
    }
}
