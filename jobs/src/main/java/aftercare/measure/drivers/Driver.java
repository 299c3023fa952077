package aftercare.measure.drivers;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftright;

import java.util.Locale;
import org.apache.spark.sql.Column;

/**
 * What may go wrong with an order and cost its customer's satisfaction, as schemas/gold/satisfaction_driver.yaml says.
 * Of each order a driver has a level: whether it happened, and for some how badly.
 */
enum Driver {
    LATE_ON_SITE(0),
    NOT_FIXED(1),
    CAME_BACK(2),
    WAITED_FOR_PARTS(3),
    SECOND_VISIT(4),
    SLOW_TURNAROUND(5),
    CHARGED_IN_WARRANTY(6),
    COMPLAINT_LATE(7),
    CALLBACK_LATE(8);

    /** Nobody can say whether it happened, or it could not. */
    static final int NOT_JUDGED = 0;
    /** It did not happen; 2 to 6 say how nearly it did. */
    static final int ABSENT = 1;
    /** Nobody can say whether it happened, but what could have brought it about did. */
    static final int UNCLEAR = 7;
    /** It happened; higher levels say how badly, up to {@link #WORST}. */
    static final int EXPOSED = 8;

    static final int WORST = 15;

    private static final int BITS = 4;

    private final int shift;

    Driver(int place) {
        shift = BITS * place;
    }

    /** Its name in the table. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** By what a level is multiplied where the levels of all drivers are kept in one number. */
    long place() {
        return 1L << shift;
    }

    /** Its level in such a number. */
    int level(long levels) {
        return (int) (levels >>> shift) & WORST;
    }

    /** Whether it happened to an order with such levels. */
    boolean happened(long levels) {
        return level(levels) >= EXPOSED;
    }

    /** The same, asked of a column of such numbers. */
    Column happenedIn(Column levels) {
        return shiftright(levels, shift).bitwiseAND(lit(WORST)).geq(EXPOSED);
    }

    /** Whether it is known that it did not happen. */
    boolean isAbsent(long levels) {
        int level = level(levels);
        return level >= ABSENT && level < UNCLEAR;
    }
}
