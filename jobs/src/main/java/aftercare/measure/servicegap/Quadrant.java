package aftercare.measure.servicegap;

import java.util.List;
import java.util.Locale;
import org.hipparchus.stat.descriptive.rank.Median;

/** Importance against performance (Martilla and James, Journal of Marketing 41, 1977), split at the medians of a group's dimensions. */
enum Quadrant {
    KEEP_UP,
    CONCENTRATE_HERE,
    POSSIBLE_OVERKILL,
    LOW_PRIORITY;

    /**
     * Where a dimension lies.
     *
     * @param importance of the dimension
     * @param perception of the dimension
     * @param importances of all dimensions that are weighed and perceived
     * @param perceptions of the same dimensions
     */
    static Quadrant of(double importance, double perception, List<Double> importances, List<Double> perceptions) {
        boolean important = importance >= median(importances);
        boolean good = perception >= median(perceptions);
        if (important) {
            return good ? KEEP_UP : CONCENTRATE_HERE;
        }
        return good ? POSSIBLE_OVERKILL : LOW_PRIORITY;
    }

    private static double median(List<Double> values) {
        return new Median()
                .evaluate(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
