package aftercare.measure.training;

import java.util.Locale;

/** What is advised of a course; of several skills that one seat is for, the first of these holds. */
enum Advice {
    /** Its effect was shown. */
    BOOK,
    /** Nothing is known of its effect yet. */
    TRY,
    /** No effect was shown: no seat, before the course has been looked into. */
    REVIEW;

    static Advice of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
