package aftercare.measure.actions;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.facts.SeenOrders;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What recommendations are made from: gold tables, of the last full months.
 *
 * @param inputs the tables
 * @param asOf the day on whose evening things stand so
 * @param monthsN how many full months are looked at
 */
record Known(Inputs inputs, AsOf asOf, int monthsN) {
    /** Days of a mean month, by which what is counted over days becomes what is counted a month. */
    static final double DAYS_A_MONTH = 365.25 / 12;

    /** The last full month. */
    YearMonth month() {
        return asOf.lastFullMonth();
    }

    /** The months looked at, first to last. */
    List<YearMonth> months() {
        return SeenOrders.monthsFrom(month().minusMonths(monthsN - 1L), month());
    }

    /** Whether a column holds one of the months looked at. */
    Column inMonths(String column) {
        return col(column).isin(months().stream().map(AsOf::date).toArray());
    }

    /** Whether a column holds the last full month. */
    Column inMonth(String column) {
        return col(column).equalTo(lit(AsOf.date(month())));
    }

    /** The rows of a gold table that hold for a condition; for few rows. */
    <T> List<T> rows(String table, Column condition, Function<Row, T> values) {
        return inputs.gold(table).filter(condition).collectAsList().stream()
                .map(values)
                .toList();
    }

    /** The rows of the latest day, month or origin that a table knows, as it says it in a column. */
    Dataset<Row> latest(String table, String column) {
        Dataset<Row> rows = inputs.gold(table);
        Object latest = rows.agg(max(column)).head().get(0);
        return latest == null ? rows.limit(0) : rows.filter(col(column).equalTo(lit(latest)));
    }

    /**
     * First day of the months without a break, up to the last full one, in which something held.
     *
     * @param held the months in which it held
     */
    LocalDate since(Collection<LocalDate> held) {
        TreeSet<LocalDate> months = new TreeSet<>(held);
        Predicate<YearMonth> holds = month -> months.contains(month.atDay(1));
        YearMonth first = month();
        while (holds.test(first.minusMonths(1))) {
            first = first.minusMonths(1);
        }
        return first.atDay(1);
    }
}
