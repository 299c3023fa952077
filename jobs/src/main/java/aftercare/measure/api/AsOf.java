package aftercare.measure.api;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;

/**
 * The day whose evening the figures describe.
 *
 * @param day the last day that is seen
 * @param zone the business zone
 */
public record AsOf(LocalDate day, ZoneId zone) {
    /** The instant at which the day ends; what happens then or later is not seen. */
    public Instant end() {
        return day.plusDays(1).atStartOfDay(zone).toInstant();
    }

    public Timestamp endTimestamp() {
        return Timestamp.from(end());
    }

    /** The month of the day: the last one that has figures. */
    public YearMonth month() {
        return YearMonth.from(day);
    }

    /** The last month that is over when the day is. */
    public YearMonth lastFullMonth() {
        return YearMonth.from(day.plusDays(1)).minusMonths(1);
    }

    /** The first instant of a month in the business zone. */
    public Timestamp start(YearMonth month) {
        return start(month.atDay(1));
    }

    /** The first instant of a day in the business zone. */
    public Timestamp start(LocalDate first) {
        return Timestamp.from(first.atStartOfDay(zone).toInstant());
    }

    /** A month as gold tables store it: its first day. */
    public static Date date(YearMonth month) {
        return Date.valueOf(month.atDay(1));
    }
}
