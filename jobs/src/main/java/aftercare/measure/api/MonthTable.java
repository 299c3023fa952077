package aftercare.measure.api;

import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_micros;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;

/**
 * Tells the business month of instants and days by looking up when months begin. Spark asks Java's calendar for each
 * row instead, which is felt where all orders are read many times; the answers are the same. Months are numbered from
 * January of year 0.
 */
public final class MonthTable implements Serializable {
    private static final int MONTHS_A_YEAR = 12;
    private static final int FIRST = 1900 * MONTHS_A_YEAR;
    private static final int MONTHS = 300 * MONTHS_A_YEAR;
    private static final double DAYS_A_MONTH = 365.2425 / MONTHS_A_YEAR;
    private static final long MICROS_A_DAY = 86_400_000_000L;
    private static final Map<ZoneId, MonthTable> BY_ZONE = new ConcurrentHashMap<>();

    private final ZoneId zone;
    private final transient long[] firstDays = new long[MONTHS + 1];
    private final transient long[] firstMicros = new long[MONTHS + 1];

    private MonthTable(ZoneId zone) {
        this.zone = zone;
        for (int i = 0; i <= MONTHS; i++) {
            LocalDate day = month(FIRST + i).atDay(1);
            firstDays[i] = day.toEpochDay();
            firstMicros[i] = ChronoUnit.MICROS.between(
                    Instant.EPOCH, day.atStartOfDay(zone).toInstant());
        }
    }

    /** The table of a business zone. */
    public static MonthTable in(ZoneId zone) {
        return BY_ZONE.computeIfAbsent(zone, MonthTable::new);
    }

    /** Tasks share the table of their JVM. */
    private Object readResolve() {
        return in(zone);
    }

    /** The first day of the month of an instant, a date column. */
    public Column firstDayOf(Column instant) {
        UDF1<Long, Integer> firstDay = micros -> micros == null ? null : firstDay(numberOfInstant(micros));
        return date_from_unix_date(udf(firstDay, DataTypes.IntegerType).apply(unix_micros(instant.cast("timestamp"))));
    }

    /** The number of the month of a day, an int column. */
    public Column numberOfDay(Column day) {
        UDF1<Integer, Integer> number = epochDay -> epochDay == null ? null : numberOfDay(epochDay);
        return udf(number, DataTypes.IntegerType).apply(unix_date(day));
    }

    /**
     * Full months from one day to another, an int column, negative where the other is the earlier: a month is full on
     * the same day of a later month, or on its last day where both days are the last of theirs.
     */
    public Column fullMonthsBetween(Column from, Column to) {
        UDF2<Integer, Integer, Integer> months =
                (one, other) -> one == null || other == null ? null : fullMonthsBetween(one, other);
        return udf(months, DataTypes.IntegerType).apply(unix_date(from), unix_date(to));
    }

    /** As {@link #fullMonthsBetween(Column, Column)}, of days since 1970. */
    public int fullMonthsBetween(int from, int to) {
        int one = numberOfDay(from);
        int other = numberOfDay(to);
        boolean isFull = to - firstDay(other) >= from - firstDay(one);
        boolean areLast = from + 1 == firstDay(one + 1) && to + 1 == firstDay(other + 1);
        return other - one - (isFull || areLast ? 0 : 1);
    }

    /** The number of the month of an instant, told in microseconds since 1970. */
    public int numberOfInstant(long micros) {
        int at = lastAtOrBefore(micros, firstMicros, Math.floorDiv(micros, MICROS_A_DAY));
        return at < 0 ? number(LocalDate.ofInstant(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), zone)) : FIRST + at;
    }

    /** The number of the month of a day, told in days since 1970. */
    public int numberOfDay(int epochDay) {
        int at = lastAtOrBefore(epochDay, firstDays, epochDay);
        return at < 0 ? number(LocalDate.ofEpochDay(epochDay)) : FIRST + at;
    }

    /** The first day of a month, in days since 1970. */
    public int firstDay(int number) {
        int at = number - FIRST;
        return (int)
                (at >= 0 && at <= MONTHS
                        ? firstDays[at]
                        : month(number).atDay(1).toEpochDay());
    }

    /**
     * The last month that begins at a moment or before it, looked for around a day; negative outside the table, or
     * close to its ends.
     */
    private int lastAtOrBefore(long moment, long[] begins, long epochDay) {
        double guess = (epochDay - firstDays[0]) / DAYS_A_MONTH;
        if (guess < 2 || guess > MONTHS - 2) {
            return -1;
        }
        int at = (int) guess;
        while (moment < begins[at]) {
            at--;
        }
        while (moment >= begins[at + 1]) {
            at++;
        }
        return at;
    }

    /** The number of the month that a day lies in. */
    public static int number(LocalDate day) {
        return day.getYear() * MONTHS_A_YEAR + day.getMonthValue() - 1;
    }

    /** The month with a number. */
    public static YearMonth month(int number) {
        return YearMonth.of(Math.floorDiv(number, MONTHS_A_YEAR), Math.floorMod(number, MONTHS_A_YEAR) + 1);
    }
}
