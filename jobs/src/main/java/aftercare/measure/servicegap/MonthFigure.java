package aftercare.measure.servicegap;

import aftercare.contract.Standard;
import aftercare.measure.facts.Standards;
import aftercare.table.Tables;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.types.StructType;

/**
 * A promise or KPI of the whole company in a month.
 *
 * @param month its first day
 * @param name as in the metric catalogue
 * @param table the gold table it comes from
 * @param n times it was kept or reached
 * @param d times it was due
 * @param target share that it was to reach; null when none was in force
 */
record MonthFigure(LocalDate month, String name, String table, long n, long d, Double target) {
    static final String PROMISES = Tables.PROMISE_MONTH;

    static final StructType TYPE =
            StructType.fromDDL("month DATE, name STRING, table STRING, n BIGINT, d BIGINT, target DOUBLE");

    /** With the target of the standard in force on the first day of the month, as in the scorecard, where the table has none itself. */
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
    static Figure together(List<MonthFigure> unordered) {
        // In one order, so that sums of doubles never depend on how the rows came.
        List<MonthFigure> months = unordered.stream()
                .sorted(Comparator.comparing(MonthFigure::month))
                .toList();
        MonthFigure any = months.get(0);
        long d = months.stream().mapToLong(MonthFigure::d).sum();
        boolean promise = any.table.equals(PROMISES);
        return new Figure(
                any.name,
                promise ? "promise_month.kept_rate of " + any.name : any.table + "." + any.name,
                promise ? "promise_month.target of " + any.name : "standards.target of " + any.name,
                months.stream().mapToLong(MonthFigure::n).sum(),
                d,
                target(months.stream().filter(month -> month.target != null).toList()));
    }

    private static Double target(List<MonthFigure> aimed) {
        long due = aimed.stream().mapToLong(MonthFigure::d).sum();
        double sum = aimed.stream()
                .mapToDouble(month -> month.target * (due == 0 ? 1 : month.d))
                .sum();
        return aimed.isEmpty() ? null : (Double) (sum / (due == 0 ? aimed.size() : due));
    }
}
