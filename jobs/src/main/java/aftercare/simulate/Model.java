package aftercare.simulate;

/**
 * A product model.
 *
 * @param designRate repairs per unit and year that its designers expect
 * @param rate the true one in mid-life
 * @param launched month of launch (window month, may be negative)
 * @param ended month in which sales stop
 */
record Model(
        int index,
        Category category,
        double weight,
        double designRate,
        double rate,
        double hours,
        int launched,
        int ended) {
    static final int WARRANTY_MONTHS = 24;

    String id() {
        return category.code() + (index < 9 ? "-0" : "-") + (index + 1);
    }

    String name() {
        return category.label().replace('_', ' ') + " series " + (index + 1);
    }
}
