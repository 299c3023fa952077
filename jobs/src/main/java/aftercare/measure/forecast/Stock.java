package aftercare.measure.forecast;

/** Units in service of one model in one region. */
final class Stock {
    private final CategoryFleet fleet;
    private final Cohorts units;
    private final int warrantyMonths;

    /**
     * The stock at the end of a month.
     *
     * @param inService units stated, or sold and not scrapped; never below 0, whatever corrections of sales say
     * @param inWarranty of these, younger than their warranty
     * @param unitMonths exposure during the month
     * @param meanAge in months; NaN when there are none
     */
    record Count(double inService, double inWarranty, double unitMonths, double meanAge) {}

    Stock(CategoryFleet fleet, Cohorts units, int warrantyMonths) {
        this.fleet = fleet;
        this.units = units;
        this.warrantyMonths = warrantyMonths;
    }

    Count at(int month) {
        int now = month + fleet.salesBefore();
        double inService = 0;
        double inWarranty = 0;
        double unitMonths = 0;
        double ages = 0;
        for (int sale = 0; sale <= now; sale++) {
            int age = now - sale;
            double left = units.at(sale, now) * fleet.surviving(age);
            inService += left;
            inWarranty += age < warrantyMonths ? left : 0;
            unitMonths += units.at(sale, now) * fleet.exposure(age);
            ages += age * left;
        }
        return new Count(Math.max(0, inService), Math.max(0, inWarranty), Math.max(0, unitMonths), ages / inService);
    }
}
