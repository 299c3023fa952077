package aftercare.measure.earlywarning;

import aftercare.measure.api.MonthTable;
import aftercare.measure.facts.IssueWindow;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * The days on which the last 90 days are looked at: the asked one and the ends of the twelve months before it, which
 * shows since when there is an issue. Months are numbered from year 0, days since 1970.
 */
final class Calendar implements Serializable {
    static final int WINDOW_DAYS = IssueWindow.DAYS;

    private static final int MONTHS_BACK = 12;

    private final List<LocalDate> days;
    private final int[] bounds;

    Calendar(LocalDate asOf) {
        TreeSet<LocalDate> each = new TreeSet<>();
        for (int back = 1; back <= MONTHS_BACK; back++) {
            each.add(YearMonth.from(asOf).minusMonths(back).atEndOfMonth());
        }
        each.add(asOf);
        days = List.copyOf(each);
        bounds = days.stream()
                .flatMapToInt(day -> java.util.stream.IntStream.of(windowStart(day), (int) day.toEpochDay() + 1))
                .distinct()
                .sorted()
                .toArray();
    }

    /** The days, oldest first. */
    List<LocalDate> days() {
        return days;
    }

    /** The first day of the window that ends on a day. */
    static int windowStart(LocalDate day) {
        return (int) day.toEpochDay() - WINDOW_DAYS + 1;
    }

    /**
     * The stretch between two neighbouring ends of windows in which a day lies: within it, all windows treat days
     * alike.
     */
    int stretch(int epochDay) {
        int at = Arrays.binarySearch(bounds, epochDay);
        return at >= 0 ? at + 1 : -at - 1;
    }

    /** The part of a month that lies between two days, both included. */
    static double share(int month, int from, int to) {
        YearMonth asked = MonthTable.month(month);
        int first = Math.max(from, (int) asked.atDay(1).toEpochDay());
        int last = Math.min(to, (int) asked.atEndOfMonth().toEpochDay());
        return Math.max(0, last - first + 1) / (double) asked.lengthOfMonth();
    }
}
