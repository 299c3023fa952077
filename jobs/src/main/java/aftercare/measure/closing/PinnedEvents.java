package aftercare.measure.closing;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;

import aftercare.measure.api.Months;
import aftercare.measure.facts.SeenOrders;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The events that can move a month's figures, with the code of their content: when a month is closed they are written down, so that later
 * it can be told which are new and which have changed, however old the versions of silver are by then.
 */
final class PinnedEvents {
    /** The sources whose rows can move a figure. */
    static final List<String> SOURCES = List.of("repairs", "callbacks", "complaints");

    private static final String CONTENT = "_hash";
    private static final int DAYS_A_REPEAT_REACHES = 30;

    private PinnedEvents() {}

    /**
     * Columns month, source, event_id, repair_id and content of all events that touch some months; an event that touches several has a
     * row for each.
     *
     * @param months first days
     */
    static Dataset<Row> of(
            Dataset<Row> repairs, Dataset<Row> callbacks, Dataset<Row> complaints, List<java.sql.Date> months) {
        Dataset<Row> orders = touching(
                repairs,
                months,
                Months.of(col("opened_at")),
                Months.of(SeenOrders.plusHours(col("opened_at"), -24 * DAYS_A_REPEAT_REACHES)),
                Months.of(col("completed_at")),
                Months.of(col("cancelled_at")));
        Dataset<Row> completed = repairs.select(
                        col("repair_id"), Months.of(col("completed_at")).as("month"))
                .filter(col("month").isin(months.toArray()));
        Dataset<Row> calls = callbacks.join(completed, "repair_id");
        Dataset<Row> heard = complaints
                .withColumn("month", Months.of(col("received_at")))
                .filter(col("month").isin(months.toArray()));
        return rows("repairs", orders, "repair_id")
                .unionByName(rows("callbacks", calls, "callback_id"))
                .unionByName(rows("complaints", heard, "complaint_id"));
    }

    private static Dataset<Row> touching(Dataset<Row> events, List<java.sql.Date> months, Column... each) {
        Column touched = array_distinct(array_compact(array(each)));
        Column any = months.stream()
                .map(month -> array_contains(col("touched"), lit(month)))
                .reduce(lit(false), Column::or);
        return events.withColumn("touched", touched)
                .filter(any)
                .withColumn("month", explode(col("touched")))
                .filter(col("month").isin(months.toArray()))
                .drop("touched");
    }

    private static Dataset<Row> rows(String source, Dataset<Row> events, String id) {
        // A source of which nothing was ever loaded has no codes of content, and no rows either.
        Column content = List.of(events.columns()).contains(CONTENT) ? col(CONTENT) : lit(0L);
        return events.select(
                col("month"),
                lit(source).as("source"),
                col(id).as("event_id"),
                col("repair_id"),
                content.as("content"));
    }
}
