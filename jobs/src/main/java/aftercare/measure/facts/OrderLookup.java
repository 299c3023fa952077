package aftercare.measure.facts;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import aftercare.measure.api.Months;
import aftercare.table.RepairsTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Looks up few orders among many by their numbers. Numbers mostly rise with time, so that those of a month lie close
 * together: files with none of them are skipped. Where numbers do not rise, all files are read; what is found is the
 * same.
 */
public final class OrderLookup {
    private static final int MOST_RANGES = 64;

    private OrderLookup() {}

    /**
     * The orders that rows name.
     *
     * @param repairs orders, the silver table or columns of it
     * @param naming few rows with repair_id
     * @param instant column of {@code naming} by whose months the numbers lie together
     */
    public static Dataset<Row> among(Dataset<Row> repairs, Dataset<Row> naming, String instant) {
        return named(repairs.filter(near(naming, instant)), naming);
    }

    /** The same for the orders of some months: when these are all months, all files are read anyway. */
    public static Dataset<Row> among(Dataset<Row> repairs, Dataset<Row> naming, String instant, Months months) {
        return months.areAll() ? named(repairs, naming) : among(repairs, naming, instant);
    }

    private static Dataset<Row> named(Dataset<Row> repairs, Dataset<Row> naming) {
        return repairs.join(broadcast(naming.select(RepairsTable.REPAIR_ID).distinct()), RepairsTable.REPAIR_ID);
    }

    /** Whether repair_id lies where the numbers of some orders lie: true for all of them, and for others. */
    public static Column near(Dataset<Row> orders, String instant) {
        List<Range> ranges = orders
                .filter(col(RepairsTable.REPAIR_ID).isNotNull())
                .groupBy(Months.of(col(instant)).as("m"))
                .agg(
                        min(RepairsTable.REPAIR_ID).as("first"),
                        max(RepairsTable.REPAIR_ID).as("last"))
                .select("first", "last")
                .collectAsList()
                .stream()
                .map(row -> new Range(row.getAs("first"), row.getAs("last")))
                .toList();
        return apart(ranges).stream()
                .map(range -> col(RepairsTable.REPAIR_ID)
                        .geq(range.first())
                        .and(col(RepairsTable.REPAIR_ID).leq(range.last())))
                .reduce(Column::or)
                .orElse(lit(false));
    }

    /** Numbers from the first to the last, both included. */
    record Range(String first, String last) {
        private Range with(Range other) {
            return new Range(first, last.compareTo(other.last) < 0 ? other.last : last);
        }
    }

    /**
     * Ranges that do not overlap and together hold the same numbers; a single one where they would be too many to look
     * through.
     */
    static List<Range> apart(List<Range> ranges) {
        List<Range> apart = new ArrayList<>();
        for (Range range :
                ranges.stream().sorted(Comparator.comparing(Range::first)).toList()) {
            Range before = apart.isEmpty() ? null : apart.get(apart.size() - 1);
            if (before != null && range.first().compareTo(before.last()) <= 0) {
                apart.set(apart.size() - 1, before.with(range));
            } else {
                apart.add(range);
            }
        }
        if (apart.size() <= MOST_RANGES) {
            return apart;
        }
        return List.of(
                new Range(apart.get(0).first(), apart.get(apart.size() - 1).last()));
    }
}
