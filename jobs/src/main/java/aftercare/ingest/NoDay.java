package aftercare.ingest;

import aftercare.contract.AcceptedForms;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.Set;

/** Days that systems write where there is none, such as 9999-12-31 as the end of what has not ended. */
final class NoDay {
    private static final long YEAR_9999 = LocalDate.of(9999, 1, 1).toEpochDay();
    private static final long LAST_OF_9999 = LocalDate.of(9999, 12, 31).toEpochDay();
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final int LENGTH_OF_DAY = 10;

    /** Those of the calendar, in days since 1970, and how others are written. */
    private static final Set<Long> DAYS = new HashSet<>();

    private static final Set<String> TEXTS = new HashSet<>();
    private static final long LAST_EARLY_DAY;

    static {
        long last = Long.MIN_VALUE;
        for (String text : AcceptedForms.installed().noDay()) {
            try {
                long day = LocalDate.parse(text).toEpochDay();
                DAYS.add(day);
                last = day < YEAR_9999 ? Math.max(last, day) : last;
            } catch (DateTimeParseException noDayOfTheCalendar) {
                TEXTS.add(text);
            }
        }
        LAST_EARLY_DAY = last;
    }

    private NoDay() {}

    /** Whether an instant, in microseconds since 1970, may lie on one of them in some zone, or is unreadable. */
    static boolean mayHold(long micros) {
        long day = Math.floorDiv(micros, MICROS_PER_DAY);
        return day <= LAST_EARLY_DAY + 1 || day >= YEAR_9999 - 1;
    }

    /** Whether a day, in days since 1970, is one of them. */
    static boolean is(long day) {
        if (day > LAST_EARLY_DAY && day < YEAR_9999) {
            return false;
        }
        return DAYS.contains(day) || (day >= YEAR_9999 && day <= LAST_OF_9999);
    }

    /** Whether a text that is no day of the calendar is written for one of them, with a time after it or without. */
    static boolean isWritten(String text) {
        return TEXTS.contains(text)
                || (text.length() > LENGTH_OF_DAY
                        && (text.charAt(LENGTH_OF_DAY) == ' ' || text.charAt(LENGTH_OF_DAY) == 'T')
                        && TEXTS.contains(text.substring(0, LENGTH_OF_DAY)));
    }
}
