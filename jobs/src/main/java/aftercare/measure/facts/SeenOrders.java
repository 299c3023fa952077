package aftercare.measure.facts;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Months;
import aftercare.table.RepairsTable;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Service orders as they look at the end of a day: what happens later has not happened yet. */
public final class SeenOrders {
    /** The name of members that orders do not name. */
    public static final String UNKNOWN = "unknown";

    private static final int LONGEST_DAY_HOURS = 25;
    private static final long SECONDS_PER_HOUR = 3_600;
    private static final long MICROS_PER_SECOND = 1_000_000;

    private static final List<String> LATER_INSTANTS = List.of(
            RepairsTable.ARRIVED_AT,
            RepairsTable.COMPLETED_AT,
            RepairsTable.CANCELLED_AT,
            RepairsTable.PARTS_REQUESTED_AT,
            RepairsTable.PARTS_RECEIVED_AT);

    private SeenOrders() {}

    /** A member as the order names it, else {@link #UNKNOWN}. */
    public static Column orUnknown(Column member) {
        return coalesce(member, lit(UNKNOWN));
    }

    /**
     * Orders opened before the end; each later instant is null where it is not before the end. Their status is null
     * where it is stated when they ended, which then counts instead; an order of which only the status says that it
     * ended has done so on every day, since nobody knows when.
     */
    public static Dataset<Row> of(Dataset<Row> repairs, AsOf asOf) {
        return of(repairs, lit(asOf.endTimestamp()));
    }

    /** The same where each order is looked at until an instant of its own. */
    public static Dataset<Row> of(Dataset<Row> repairs, Column end) {
        Dataset<Row> seen = repairs.filter(col(RepairsTable.OPENED_AT).lt(end))
                .withColumn(RepairsTable.STATUS, when(ended().isNull(), col(RepairsTable.STATUS)));
        for (String instant : LATER_INSTANTS) {
            seen = seen.withColumn(instant, when(col(instant).lt(end), col(instant)));
        }
        return seen;
    }

    /**
     * Orders with an instant, as seen, in some months. Says it of what was delivered first, so that files without such
     * orders are skipped: what is seen is a case distinction, by which no file can be judged.
     */
    public static Dataset<Row> of(Dataset<Row> repairs, AsOf asOf, String instant, Months months) {
        Column within = months.containMonthOf(col(instant), asOf);
        return of(repairs.filter(within), asOf).filter(within);
    }

    /** Whether an order, as seen, is cancelled: cancelled_at known, completed_at null; or by its status alone. */
    public static Column cancelled() {
        return col(RepairsTable.CANCELLED_AT)
                .isNotNull()
                .and(col(RepairsTable.COMPLETED_AT).isNull())
                .or(statusIs("cancelled"));
    }

    /** Whether an order, as seen, is completed or, without anybody knowing when, cancelled. */
    static Column completedOrOver() {
        return col(RepairsTable.COMPLETED_AT).isNotNull().or(statusIs("completed", "cancelled"));
    }

    /**
     * When an order left the backlog, by completion or cancellation, whichever came first; null while it is in it. One
     * that left it at an unknown time was never in it.
     */
    public static Column closedAt() {
        return coalesce(ended(), when(statusIs("completed", "cancelled"), col(RepairsTable.OPENED_AT)));
    }

    private static Column ended() {
        return least(col(RepairsTable.COMPLETED_AT), col(RepairsTable.CANCELLED_AT));
    }

    private static Column statusIs(Object... any) {
        return coalesce(col(RepairsTable.STATUS).isin(any), lit(false));
    }

    /**
     * An instant a number of hours after another. Computed in microseconds, since an interval of Spark's counts 24
     * hours as a day of the calendar, which has 23 or 25 when clocks change; it also takes far longer.
     */
    public static Column plusHours(Column instant, int hours) {
        return plusSeconds(instant, lit(hours * SECONDS_PER_HOUR));
    }

    /** As {@link #plusHours}, of whole seconds. */
    public static Column plusSeconds(Column instant, Column seconds) {
        return timestamp_micros(unix_micros(instant.cast("timestamp")).plus(seconds.multiply(MICROS_PER_SECOND)));
    }

    /** Whether an instant lies between two ends of days, whichever is the earlier: it is seen from one of them only. */
    public static Column between(Column instant, AsOf one, AsOf other) {
        Timestamp first = one.endTimestamp();
        Timestamp second = other.endTimestamp();
        return instant.geq(lit(first.before(second) ? first : second))
                .and(instant.lt(lit(first.before(second) ? second : first)));
    }

    /**
     * As {@link #between}, with both ends: a window closes at its last instant, an event is seen behind it, so both may
     * differ.
     */
    public static Column betweenOrAt(Column instant, AsOf one, AsOf other) {
        return betweenOrAt(instant, 0, one, other);
    }

    /**
     * As {@link #betweenOrAt(Column, AsOf, AsOf)}, of the instant a number of hours after one. Said of the instant
     * itself, so that files without it are skipped.
     */
    public static Column betweenOrAt(Column instant, int hours, AsOf one, AsOf other) {
        Timestamp first = one.endTimestamp();
        Timestamp second = other.endTimestamp();
        return instant.geq(lit(hoursBefore(first.before(second) ? first : second, hours)))
                .and(instant.leq(lit(hoursBefore(first.before(second) ? second : first, hours))));
    }

    /**
     * As {@link #betweenOrAt(Column, int, AsOf, AsOf)} of a column of which some rows know only the day: their hours
     * may begin as late as the end of that day.
     */
    public static Column endsBetweenOrAt(String instant, int hours, AsOf one, AsOf other) {
        Timestamp first = one.endTimestamp();
        Timestamp second = other.endTimestamp();
        Column at = col(instant);
        Column onADay = Moment.of(instant)
                .onlyDay()
                .and(at.geq(lit(hoursBefore(first.before(second) ? first : second, hours + LONGEST_DAY_HOURS))))
                .and(at.leq(lit(hoursBefore(first.before(second) ? second : first, hours))));
        return betweenOrAt(at, hours, one, other).or(onADay);
    }

    private static Timestamp hoursBefore(Timestamp end, int hours) {
        return Timestamp.from(end.toInstant().minus(Duration.ofHours(hours)));
    }

    /** Whether one of some instants of an order is seen on one of two days and not on the other. */
    public static Column movedBetween(AsOf one, AsOf other, String... instants) {
        return Stream.of(instants)
                .map(instant -> betweenOrAt(col(instant), one, other))
                .reduce(lit(false), Column::or);
    }

    /** Of some months, those that are not after both days: nothing in a later one was ever counted, nor is now. */
    public static Months upTo(AsOf one, AsOf other, Collection<YearMonth> months) {
        YearMonth latest = one.month().isAfter(other.month()) ? one.month() : other.month();
        return Months.of(months.stream().filter(month -> !month.isAfter(latest)).collect(Collectors.toSet()));
    }

    /** All months from the earlier to the later of two days. */
    public static List<YearMonth> monthsBetween(AsOf one, AsOf other) {
        YearMonth from = one.month().isBefore(other.month()) ? one.month() : other.month();
        YearMonth to = one.month().isBefore(other.month()) ? other.month() : one.month();
        return monthsFrom(from, to);
    }

    /** All months from one to another. */
    public static List<YearMonth> monthsFrom(YearMonth from, YearMonth to) {
        List<YearMonth> months = new java.util.ArrayList<>();
        for (YearMonth month = from; !month.isAfter(to); month = month.plusMonths(1)) {
            months.add(month);
        }
        return months;
    }

    /** The distinct months of a date column, few by nature. */
    public static List<YearMonth> collectMonths(Dataset<Row> rows, Column... months) {
        Column all = org.apache.spark.sql.functions.explode(org.apache.spark.sql.functions.array(months));
        return rows.select(all.as("m")).filter(col("m").isNotNull()).distinct().collectAsList().stream()
                .map(row -> YearMonth.from(row.<Date>getAs("m").toLocalDate()))
                .toList();
    }
}
