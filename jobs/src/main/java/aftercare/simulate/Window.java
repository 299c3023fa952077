package aftercare.simulate;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * The months that the company's files cover. Months are numbered from the first of them (0); sales go back before
 * it, so month numbers may be negative. Instants are seconds since 1970 in UTC, days are days since 1970.
 */
final class Window {
    static final int DAY = 86_400;
    static final int HOUR = 3_600;
    /** Months of sales before the first month of orders: the fleet is not new. */
    static final int SALES_BEFORE = 60;

    private static final int MONTHS_AFTER = 30;

    private final YearMonth first;
    private final int months;
    private final int lastDay;
    private final int[] firstDays;
    private final int[] monthOfDay;

    Window(LocalDate lastDay, int months) {
        this.months = months;
        this.lastDay = (int) lastDay.toEpochDay();
        first = YearMonth.from(lastDay).minusMonths(months - 1L);
        firstDays = new int[SALES_BEFORE + 12 + months + MONTHS_AFTER];
        for (int i = 0; i < firstDays.length; i++) {
            firstDays[i] = (int) month(i - SALES_BEFORE - 12).atDay(1).toEpochDay();
        }
        monthOfDay = new int[firstDays[firstDays.length - 1] - firstDays[0]];
        for (int i = 0; i + 1 < firstDays.length; i++) {
            for (int day = firstDays[i]; day < firstDays[i + 1]; day++) {
                monthOfDay[day - firstDays[0]] = i - SALES_BEFORE - 12;
            }
        }
    }

    int months() {
        return months;
    }

    int lastMonth() {
        return months - 1;
    }

    /** Number of sale months, from {@link #SALES_BEFORE} months before the first order to the last month. */
    int saleMonths() {
        return SALES_BEFORE + months;
    }

    YearMonth month(int month) {
        return first.plusMonths(month);
    }

    int firstDay(int month) {
        return firstDays[month + SALES_BEFORE + 12];
    }

    /** Days of the month that the files know of: fewer in a last month that is cut short. */
    int days(int month) {
        return Math.min(firstDay(month + 1), lastDay + 1) - firstDay(month);
    }

    int fullDays(int month) {
        return firstDay(month + 1) - firstDay(month);
    }

    int lastDay() {
        return lastDay;
    }

    /** The instant at which the last day ends; nothing from here on is known. */
    long end() {
        return (lastDay + 1L) * DAY;
    }

    int monthOf(long second) {
        int day = (int) (second / DAY) - firstDays[0];
        return monthOfDay[Math.max(0, Math.min(day, monthOfDay.length - 1))];
    }
}
