package aftercare.measure.closing;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;

import aftercare.measure.api.Months;
import aftercare.measure.facts.RuleWindow;
import aftercare.measure.facts.SeenOrders;
import aftercare.table.CallbacksTable;
import aftercare.table.ComplaintsTable;
import aftercare.table.RepairsTable;
import aftercare.table.RestatementTable;
import aftercare.table.Tables;
import java.util.ArrayList;
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
    static final List<String> SOURCES = List.of(Tables.REPAIRS, Tables.CALLBACKS, Tables.COMPLAINTS);

    private static final String CONTENT = "_hash";
    private static final int STEP_HOURS = 30 * 24;

    private PinnedEvents() {}

    /**
     * Columns month, source, event_id, repair_id and content of all events that touch some months; an event that touches several has a
     * row for each.
     *
     * @param months first days
     * @param repeat how long repairs have to hold: an order touches the months of those that it may repeat
     */
    static Dataset<Row> of(
            Dataset<Row> repairs,
            Dataset<Row> callbacks,
            Dataset<Row> complaints,
            List<java.sql.Date> months,
            RuleWindow repeat) {
        Column opened = col(RepairsTable.OPENED_AT);
        List<Column> touched = new ArrayList<>(List.of(Months.of(opened)));
        for (int hours = STEP_HOURS; hours < repeat.longestHours(); hours += STEP_HOURS) {
            touched.add(Months.of(SeenOrders.plusHours(opened, -hours)));
        }
        touched.add(Months.of(SeenOrders.plusHours(opened, -repeat.longestHours())));
        touched.add(Months.of(col(RepairsTable.COMPLETED_AT)));
        touched.add(Months.of(col(RepairsTable.CANCELLED_AT)));
        Dataset<Row> orders = touching(repairs, months, touched.toArray(Column[]::new));
        Dataset<Row> completed = repairs.select(
                        col(ComplaintsTable.REPAIR_ID),
                        Months.of(col(RepairsTable.COMPLETED_AT)).as(RestatementTable.MONTH))
                .filter(col(RestatementTable.MONTH).isin(months.toArray()));
        Dataset<Row> calls = callbacks.join(completed, ComplaintsTable.REPAIR_ID);
        Dataset<Row> heard = complaints
                .withColumn(RestatementTable.MONTH, Months.of(col(ComplaintsTable.RECEIVED_AT)))
                .filter(col(RestatementTable.MONTH).isin(months.toArray()));
        return rows(Tables.REPAIRS, orders, RepairsTable.REPAIR_ID)
                .unionByName(rows(Tables.CALLBACKS, calls, CallbacksTable.CALLBACK_ID))
                .unionByName(rows(Tables.COMPLAINTS, heard, ComplaintsTable.COMPLAINT_ID));
    }

    private static Dataset<Row> touching(Dataset<Row> events, List<java.sql.Date> months, Column... each) {
        Column touched = array_distinct(array_compact(array(each)));
        Column any = months.stream()
                .map(month -> array_contains(col("touched"), lit(month)))
                .reduce(lit(false), Column::or);
        return events.withColumn("touched", touched)
                .filter(any)
                .withColumn(RestatementTable.MONTH, explode(col("touched")))
                .filter(col(RestatementTable.MONTH).isin(months.toArray()))
                .drop("touched");
    }

    private static Dataset<Row> rows(String source, Dataset<Row> events, String id) {
        // A source of which nothing was ever loaded has no codes of content, and no rows either.
        Column content = List.of(events.columns()).contains(CONTENT) ? col(CONTENT) : lit(0L);
        return events.select(
                col(RestatementTable.MONTH),
                lit(source).as("source"),
                col(id).as("event_id"),
                col(RepairsTable.REPAIR_ID),
                content.as("content"));
    }
}
