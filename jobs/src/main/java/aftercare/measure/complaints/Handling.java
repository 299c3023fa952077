package aftercare.measure.complaints;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import aftercare.table.ComplaintMonthTable;
import aftercare.table.ComplaintsTable;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How complaints were dealt with: counts, durations and the share resolved in time. */
final class Handling {
    private static final long MICROS_PER_HOUR = micros(Duration.ofHours(1));

    static final String REPEAT = "repeat";

    private static final String MICROS = "micros";
    private static final String SORTED = "sorted_micros";

    private Handling() {}

    /**
     * One row per group of complaints.
     *
     * @param complaints rows with received_at, resolved_at, reopened and repeat
     * @param inTime in how many microseconds each is to be resolved
     */
    static Dataset<Row> by(Dataset<Row> complaints, Column inTime, String... grain) {
        return withDuration(complaints)
                .groupBy(columns(grain))
                .agg(
                        received().as(ComplaintMonthTable.RECEIVED_N),
                        resolved().as(ComplaintMonthTable.RESOLVED_N),
                        onTime(inTime).as(ComplaintMonthTable.ON_TIME_N),
                        count_if(col(ComplaintsTable.REOPENED).geq(1)).as(ComplaintMonthTable.REOPENED_N),
                        count_if(col(REPEAT)).as(ComplaintMonthTable.REPEAT_N),
                        array_sort(collect_list(col(MICROS))).as(SORTED))
                .withColumn(
                        ComplaintMonthTable.OPEN_N,
                        col(ComplaintMonthTable.RECEIVED_N).minus(col(ComplaintMonthTable.RESOLVED_N)))
                .withColumn(ComplaintMonthTable.HOURS_TO_RESOLVE_P50, hoursAt(50))
                .withColumn(ComplaintMonthTable.HOURS_TO_RESOLVE_P90, hoursAt(90))
                .withColumn(
                        ComplaintMonthTable.ON_TIME_RATE,
                        ifResolved(col(ComplaintMonthTable.ON_TIME_N).divide(col(ComplaintMonthTable.RESOLVED_N))))
                .drop(SORTED);
    }

    /** Complaints, given with received_at and resolved_at, with how long they took, which the counts below need. */
    static Dataset<Row> withDuration(Dataset<Row> complaints) {
        return complaints.withColumn(
                MICROS,
                unix_micros(col(ComplaintsTable.RESOLVED_AT)).minus(unix_micros(col(ComplaintsTable.RECEIVED_AT))));
    }

    static Column received() {
        return count(lit(1));
    }

    static Column resolved() {
        return count(col(MICROS));
    }

    /** Resolved in time, which is told in microseconds. */
    static Column onTime(Column inTime) {
        return count_if(col(MICROS).leq(inTime));
    }

    /**
     * The smallest duration that at least so many per cent do not exceed; in whole numbers, since 0.9 is no binary
     * fraction.
     */
    private static Column hoursAt(int percent) {
        Column rank = col(ComplaintMonthTable.RESOLVED_N)
                .multiply(percent)
                .plus(99)
                .divide(100)
                .cast("int");
        return ifResolved(element_at(col(SORTED), rank).divide((double) MICROS_PER_HOUR));
    }

    private static Column ifResolved(Column value) {
        return when(col(ComplaintMonthTable.RESOLVED_N).gt(0), value);
    }

    private static Column[] columns(String... names) {
        return Stream.of(names).map(name -> col(name)).toArray(Column[]::new);
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }
}
