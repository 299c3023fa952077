package aftercare.measure.competitors;

import java.util.Locale;

/** Where we stand against a competitor. */
enum RelativePosition {
    AHEAD,
    LEVEL,
    BEHIND;

    /** By a difference: above 0 we are ahead; closer than {@code within} is level. */
    static RelativePosition of(double difference, double within) {
        if (Math.abs(difference) < within) {
            return LEVEL;
        }
        return difference > 0 ? AHEAD : BEHIND;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
