package aftercare.measure.servicegap;

import aftercare.contract.Standard;
import aftercare.measure.facts.Standards;
import aftercare.measure.servicegap.QuarterFacts.QuarterFigure;
import aftercare.table.PromiseMonthTable;
import aftercare.table.StandardsTable;
import aftercare.table.Tables;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * A promise or KPI of the whole company in a month.
 *
 * @param month its first day
 * @param name as in the metric catalogue
 * @param table the gold table it comes from
 * @param n times it was kept or met
 * @param d times it was due
 * @param target the share asked; null when none was in force
 */
record MonthFigure(
        LocalDate month,
        String name,
        String table,
        long n,
        long d,
        @Nullable Double target) {
    static final String MONTH = "month";
    static final String NAME = "name";
    static final String TABLE = "table";
    static final String N = "n";
    static final String D = "d";
    static final String TARGET = "target";

    static MonthFigure of(Row row) {
        return new MonthFigure(
                row.<Date>getAs(MONTH).toLocalDate(),
                row.getAs(NAME),
                row.getAs(TABLE),
                row.getAs(N),
                row.getAs(D),
                row.getAs(TARGET));
    }

    /**
     * With the target of the standard in force on the first day of the month, as in the scorecard, where the table has
     * none itself.
     */
    MonthFigure withTargetOf(Standards standards) {
        return target != null
                ? this
                : new MonthFigure(
                        month,
                        name,
                        table,
                        n,
                        d,
                        standards
                                .inForce(name, month, Standards.Member.COMPANY)
                                .map(Standard::target)
                                .orElse(null));
    }

    /** Months of one figure together; the target is the mean over what was due, or over months where nothing was. */
    static QuarterFigure together(List<MonthFigure> unordered) {
        // In one order, so that sums of doubles never depend on how the rows came.
        List<MonthFigure> months = unordered.stream()
                .sorted(Comparator.comparing(MonthFigure::month))
                .toList();
        MonthFigure any = months.get(0);
        long d = months.stream().mapToLong(MonthFigure::d).sum();
        boolean promise = any.table.equals(Tables.PROMISE_MONTH);
        return new QuarterFigure(
                any.name,
                promise
                        ? Tables.PROMISE_MONTH + "." + PromiseMonthTable.KEPT_RATE + " of " + any.name
                        : any.table + "." + any.name,
                (promise
                                ? Tables.PROMISE_MONTH + "." + PromiseMonthTable.TARGET
                                : Tables.STANDARDS + "." + StandardsTable.TARGET)
                        + " of " + any.name,
                months.stream().mapToLong(MonthFigure::n).sum(),
                d,
                target(months.stream().filter(month -> month.target != null).toList()));
    }

    private static @Nullable Double target(List<MonthFigure> aimed) {
        long due = aimed.stream().mapToLong(MonthFigure::d).sum();
        double sum = aimed.stream()
                .mapToDouble(month ->
                        Objects.requireNonNull(month.target, "only months with one") * (due == 0 ? 1 : month.d))
                .sum();
        return aimed.isEmpty() ? null : (Double) (sum / (due == 0 ? aimed.size() : due));
    }
}
