package aftercare.measure.facts;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.try_element_at;
import static org.apache.spark.sql.functions.unix_micros;

import org.apache.spark.sql.Column;

/** Exact percentiles of durations: the smallest value whose cumulative share is at least p. */
public final class Percentiles {
    private static final double MICROS_PER_HOUR = 3_600_000_000.0;

    private Percentiles() {}

    /** A duration in whole microseconds; null where either instant is. */
    public static Column micros(Column from, Column to) {
        return unix_micros(to).minus(unix_micros(from));
    }

    /** Gathers a group's durations, in order. */
    public static Column gathered(Column micros) {
        return array_sort(collect_list(micros));
    }

    /** The percentile of gathered durations, in hours; null when there are none. */
    public static Column hours(Column gathered, double share) {
        Column rank = ceil(size(gathered).multiply(share)).cast("int");
        return try_element_at(gathered, org.apache.spark.sql.functions.greatest(rank, expr("1")))
                .divide(MICROS_PER_HOUR);
    }
}
