package aftercare.measure.forecast;

/** How horizons are grouped where there is not enough past to tell single months apart. */
final class Horizons {
    /** Months ahead that are tried on the past. */
    static final int SCORED = 12;
    /** Months ahead that are forecast. */
    static final int FORECAST = 24;
    /** Up to which months ahead forecasts are summed and pooled. */
    static final int[] SUMMED = {3, 6, 12};

    /** Bands of single months, then one per sum. */
    static final int COUNT = 6;

    private Horizons() {}

    /** Ages that rates are needed for: a fleet's oldest units, at the end of the forecast. */
    static int ages(CategoryFleet fleet) {
        return fleet.saleMonths() + FORECAST;
    }

    /** The band of a month, 0 for the first after the origin. */
    static int ofMonth(int h) {
        return h < 3 ? 0 : h < 6 ? 1 : 2;
    }

    /** The band of the sum over {@code SUMMED[i]} months. */
    static int ofSum(int i) {
        return 3 + i;
    }

    /** Months beyond those tried err more: the variance grows with the distance. */
    static double stretch(int h) {
        return h < SCORED ? 1 : Math.sqrt((h + 1.0) / SCORED);
    }
}
