package aftercare.measure.complaints;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import aftercare.measure.api.AsOf;
import aftercare.measure.facts.ComplaintFacts;
import aftercare.measure.facts.Moment;
import aftercare.measure.facts.RuleWindow;
import aftercare.measure.facts.SeenComplaints;
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

    private static final String RESOLVED = "is_resolved";
    private static final String IN_TIME = "in_time";
    private static final String MICROS = "micros";
    private static final String SORTED = "sorted_micros";

    private Handling() {}

    /**
     * One row per group of complaints.
     *
     * @param complaints rows of {@link ComplaintFacts} with repeat
     * @param window how soon each is to be resolved
     */
    static Dataset<Row> by(Dataset<Row> complaints, RuleWindow window, AsOf asOf, String... grain) {
        return judged(complaints, window, asOf)
                .groupBy(columns(grain))
                .agg(
                        received().as(ComplaintMonthTable.RECEIVED_N),
                        resolved().as(ComplaintMonthTable.RESOLVED_N),
                        onTime().as(ComplaintMonthTable.ON_TIME_N),
                        onTimeUnknown().as(ComplaintMonthTable.ON_TIME_UNKNOWN_N),
                        count_if(col(ComplaintsTable.REOPENED).geq(1)).as(ComplaintMonthTable.REOPENED_N),
                        count_if(col(REPEAT)).as(ComplaintMonthTable.REPEAT_N),
                        array_sort(collect_list(col(MICROS))).as(SORTED))
                .withColumn(
                        ComplaintMonthTable.OPEN_N,
                        col(ComplaintMonthTable.RECEIVED_N).minus(col(ComplaintMonthTable.RESOLVED_N)))
                .withColumn(
                        ComplaintMonthTable.ON_TIME_D,
                        col(ComplaintMonthTable.RESOLVED_N).minus(col(ComplaintMonthTable.ON_TIME_UNKNOWN_N)))
                .withColumn(ComplaintMonthTable.HOURS_TO_RESOLVE_P50, hoursAt(50))
                .withColumn(ComplaintMonthTable.HOURS_TO_RESOLVE_P90, hoursAt(90))
                .withColumn(
                        ComplaintMonthTable.ON_TIME_RATE,
                        when(
                                col(ComplaintMonthTable.ON_TIME_D).gt(0),
                                col(ComplaintMonthTable.ON_TIME_N).divide(col(ComplaintMonthTable.ON_TIME_D))))
                .drop(SORTED);
    }

    /** Complaints with what the counts below need: whether they are resolved and were in time, how long they took. */
    static Dataset<Row> judged(Dataset<Row> complaints, RuleWindow window, AsOf asOf) {
        return complaints
                .withColumn(RESOLVED, SeenComplaints.resolved())
                .withColumn(IN_TIME, SeenComplaints.inTime(window, asOf))
                .withColumn(
                        MICROS,
                        Moment.of(ComplaintsTable.RESOLVED_AT).microsSince(Moment.of(ComplaintsTable.RECEIVED_AT)));
    }

    static Column received() {
        return count(lit(1));
    }

    static Column resolved() {
        return count_if(col(RESOLVED));
    }

    static Column onTime() {
        return count_if(col(IN_TIME));
    }

    /** Resolved, and nobody can say whether in time. */
    static Column onTimeUnknown() {
        return count_if(col(RESOLVED).and(col(IN_TIME).isNull()));
    }

    /**
     * The smallest duration that at least so many per cent do not exceed; in whole numbers, since 0.9 is no binary
     * fraction.
     */
    private static Column hoursAt(int percent) {
        Column known = size(col(SORTED));
        Column rank = known.multiply(percent).plus(99).divide(100).cast("int");
        return when(known.gt(0), element_at(col(SORTED), rank).divide((double) MICROS_PER_HOUR));
    }

    private static Column[] columns(String... names) {
        return Stream.of(names).map(name -> col(name)).toArray(Column[]::new);
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }
}
