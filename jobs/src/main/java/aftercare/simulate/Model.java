package aftercare.simulate;

import java.time.LocalDate;

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

    private static final int[] WARRANTY_ENDS = warrantyEnds();

    String id() {
        return category.code() + (index < 9 ? "-0" : "-") + (index + 1);
    }

    String name() {
        return category.label().replace('_', ' ') + " series " + (index + 1);
    }

    /** The first day on which a unit sold on a day is out of warranty. */
    static int warrantyEnd(int soldDay) {
        return WARRANTY_ENDS[soldDay];
    }

    private static int[] warrantyEnds() {
        int[] ends = new int[40_000];
        for (int day = 0; day < ends.length; day++) {
            ends[day] =
                    (int) LocalDate.ofEpochDay(day).plusMonths(WARRANTY_MONTHS).toEpochDay();
        }
        return ends;
    }
}
