package aftercare.measure.outlets;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The standing of an outlet over time.
 *
 * @param versions its versions, oldest first; empty for an outlet that nobody listed
 */
record OutletStatus(List<Version> versions) implements Serializable {
    static final String PROBATION = "probation";

    /**
     * @param from first day on which it holds
     * @param status null when it is not stated
     * @param openedOn the day the outlet began to take orders; null when it is not stated
     */
    record Version(
            LocalDate from,
            @Nullable String status,
            @Nullable LocalDate openedOn) implements Serializable {}

    OutletStatus {
        versions = List.copyOf(versions);
    }

    /** The status in force on the last day of a month; null when it is not known. */
    @Nullable
    String at(YearMonth month) {
        int at = inForce(month);
        return at < 0 ? null : versions.get(at).status();
    }

    /**
     * How many full months an outlet on probation has behind it at the end of a month: counted from the day it began to
     * take orders, or from the day it was put on probation if that came later.
     */
    int fullMonthsOnProbation(YearMonth month) {
        int at = inForce(month);
        int first = at;
        while (first > 0 && PROBATION.equals(versions.get(first - 1).status())) {
            first--;
        }
        LocalDate begun = versions.get(first).from();
        LocalDate opened = versions.get(at).openedOn();
        LocalDate from = opened != null && opened.isAfter(begun) ? opened : begun;
        YearMonth firstFull = from.getDayOfMonth() == 1
                ? YearMonth.from(from)
                : YearMonth.from(from).plusMonths(1);
        return Math.max(0, (int) firstFull.until(month.plusMonths(1), ChronoUnit.MONTHS));
    }

    /** An outlet before its first version takes the first, as everywhere (docs/decisions.md, D4). */
    private int inForce(YearMonth month) {
        int at = versions.isEmpty() ? -1 : 0;
        for (int i = 0; i < versions.size(); i++) {
            if (!versions.get(i).from().isAfter(month.atEndOfMonth())) {
                at = i;
            }
        }
        return at;
    }
}
