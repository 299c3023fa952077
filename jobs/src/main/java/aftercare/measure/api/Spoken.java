package aftercare.measure.api;

import static org.apache.spark.sql.functions.lit;

import java.time.YearMonth;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;

/**
 * The months of which a source speaks: from the month of its first event to that of the last load that contained it.
 * Within them nothing counted is a zero; outside them nothing is known.
 *
 * @param from the first month
 * @param to the last month; before the first where it never spoke
 */
public record Spoken(YearMonth from, YearMonth to) {
    private static final YearMonth FIRST = YearMonth.of(1, 1);
    private static final YearMonth LAST = YearMonth.of(9999, 12);
    private static final long MONTHS = 1_000_000;
    private static final long YEARS = 100;

    /** Reference data that were delivered hold for all months. */
    public static final Spoken ALWAYS = new Spoken(FIRST, LAST);

    /** What was not delivered says nothing about any month. */
    public static final Spoken NEVER = new Spoken(LAST, FIRST);

    public Spoken {
        if (from.isAfter(to)) {
            from = LAST;
            to = FIRST;
        }
    }

    /** Whether it speaks of any month. */
    public boolean ever() {
        return !from.isAfter(to);
    }

    public boolean speaksOf(YearMonth month) {
        return !month.isBefore(from) && !month.isAfter(to);
    }

    /** Whether it speaks of a month given by its first day. */
    public Column speaksOf(Column month) {
        return !ever()
                ? lit(false)
                : equals(ALWAYS) ? lit(true) : month.between(lit(AsOf.date(from)), lit(AsOf.date(to)));
    }

    /** Whether it speaks of the month of an instant or day, said on the column itself. */
    public Column speaksOfMonthOf(Column event, AsOf asOf) {
        return !ever()
                ? lit(false)
                : equals(ALWAYS)
                        ? lit(true)
                        : event.geq(lit(asOf.start(from))).and(event.lt(lit(asOf.start(to.plusMonths(1)))));
    }

    /** The months of which both speak. */
    public Spoken and(Spoken other) {
        return new Spoken(last(from, other.from), first(to, other.to));
    }

    /** The months of which one or the other speaks, and those between. */
    public Spoken or(Spoken other) {
        return !ever() ? other : !other.ever() ? this : new Spoken(first(from, other.from), last(to, other.to));
    }

    private static YearMonth first(YearMonth one, YearMonth other) {
        return one.isBefore(other) ? one : other;
    }

    private static YearMonth last(YearMonth one, YearMonth other) {
        return one.isAfter(other) ? one : other;
    }

    /** The months of which one speaks and the other does not; all where one never spoke or holds for all. */
    public Months differingFrom(Spoken other) {
        if (equals(other)) {
            return Months.of(Set.of());
        }
        if (!ever() || !other.ever() || equals(ALWAYS) || other.equals(ALWAYS)) {
            return Months.all();
        }
        Set<YearMonth> differing = new TreeSet<>();
        for (YearMonth month = first(from, other.from);
                !month.isAfter(last(to, other.to));
                month = month.plusMonths(1)) {
            if (speaksOf(month) != other.speaksOf(month)) {
                differing.add(month);
            }
        }
        return Months.of(differing);
    }

    /** As a number that is read back by {@link #of(long)}, such as 202401202610. */
    public long code() {
        return ever() ? number(from) * MONTHS + number(to) : 0;
    }

    /** Reads a {@link #code}. */
    public static Spoken of(long code) {
        return code == 0 ? NEVER : new Spoken(month(code / MONTHS), month(code % MONTHS));
    }

    private static long number(YearMonth month) {
        return month.getYear() * YEARS + month.getMonthValue();
    }

    private static YearMonth month(long number) {
        return YearMonth.of((int) (number / YEARS), (int) (number % YEARS));
    }
}
