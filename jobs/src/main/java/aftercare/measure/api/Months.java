package aftercare.measure.api;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.trunc;

import java.time.YearMonth;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.jspecify.annotations.Nullable;

/** The months a measure is to compute: some, or all there are. */
public final class Months {
    private static final int FEW = 6;
    private static final Months ALL = new Months(null);

    private final @Nullable NavigableSet<YearMonth> some;

    private Months(@Nullable NavigableSet<YearMonth> some) {
        this.some = some;
    }

    public static Months all() {
        return ALL;
    }

    public static Months of(Collection<YearMonth> months) {
        return new Months(new TreeSet<>(months));
    }

    public boolean areAll() {
        return some == null;
    }

    public boolean areNone() {
        return some != null && some.isEmpty();
    }

    /** Whether they are so few that their orders, told by a number each, fit into memory beside a query. */
    public boolean areFew() {
        return some != null && some.size() <= FEW;
    }

    /** The months; only when they are not all. */
    public NavigableSet<YearMonth> some() {
        if (some == null) {
            throw new IllegalStateException("all months were asked for, not some");
        }
        return some;
    }

    public YearMonth first() {
        return some().first();
    }

    public YearMonth last() {
        return some().last();
    }

    /** Whether a date column, a month's first day, is among them. */
    public Column contain(Column month) {
        return some == null
                ? month.isNotNull()
                : month.isin(some.stream().map(AsOf::date).toArray());
    }

    /** These months and, for each, the ones after it. */
    public Months withFollowing(int monthsAfter, YearMonth atMost) {
        if (some == null) {
            return this;
        }
        TreeSet<YearMonth> all = new TreeSet<>();
        for (YearMonth month : some) {
            for (int i = 0; i <= monthsAfter; i++) {
                YearMonth later = month.plusMonths(i);
                if (i == 0 || !later.isAfter(atMost)) {
                    all.add(later);
                }
            }
        }
        return new Months(all);
    }

    /** These months and others. */
    public Months and(Months others) {
        if (some == null || others.some == null) {
            return ALL;
        }
        TreeSet<YearMonth> both = new TreeSet<>(some);
        both.addAll(others.some);
        return new Months(both);
    }

    /** The business month of an instant or day, as its first day. */
    public static Column of(Column instant) {
        return trunc(instant, "MM");
    }

    /** The same of an instant, for readings of all orders: faster, but files cannot be skipped by it. */
    public static Column of(Column instant, AsOf asOf) {
        return MonthTable.in(asOf.zone()).firstDayOf(instant);
    }

    /**
     * Whether the business month of an instant is among them, said on the instant itself so that files without it are
     * skipped.
     */
    public Column containMonthOf(Column instant, AsOf asOf) {
        if (some == null) {
            return instant.isNotNull();
        }
        Column within = lit(false);
        YearMonth from = null;
        YearMonth to = null;
        for (YearMonth month : some) {
            if (to != null && month.equals(to.plusMonths(1))) {
                to = month;
                continue;
            }
            within = from == null || to == null ? within : within.or(between(instant, from, to, asOf));
            from = month;
            to = month;
        }
        return from == null || to == null ? within : within.or(between(instant, from, to, asOf));
    }

    private static Column between(Column instant, YearMonth from, YearMonth to, AsOf asOf) {
        return instant.geq(lit(asOf.start(from))).and(instant.lt(lit(asOf.start(to.plusMonths(1)))));
    }

    @Override
    public String toString() {
        return some == null ? "all" : some.toString();
    }
}
