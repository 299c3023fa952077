package aftercare.measure.servicegap;

import java.util.Locale;

/** A gap between two sides of service quality. */
enum Gap {
    PROMOTION,
    UNDERSTANDING,
    PROCEDURE,
    BEHAVIOUR,
    PERCEPTION;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
