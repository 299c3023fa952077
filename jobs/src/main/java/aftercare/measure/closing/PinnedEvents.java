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
import aftercare.table.ClosedMonthTable;
import aftercare.table.ComplaintsTable;
import aftercare.table.RepairsTable;
import aftercare.table.Tables;
import java.sql.Date;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The events that can move a month's figures, with the code of their content: when a month is closed they are written
 * down, so that later it can be told which are new and which have changed, however old the versions of silver are by
 * then.
 */
final class PinnedEvents {
    static final String MONTH = ClosedMonthTable.MONTH;
    static final String SOURCE = "source";
    static final String EVENT_ID = "event_id";
    static final String REPAIR_ID = RepairsTable.REPAIR_ID;
    static final String CONTENT = "content";

    /** The sources whose rows can move a figure, and the column by which their rows are known. */
    static final SortedMap<String, String> IDS = new TreeMap<>(Map.of(
            Tables.REPAIRS, RepairsTable.REPAIR_ID,
            Tables.CALLBACKS, CallbacksTable.CALLBACK_ID,
            Tables.COMPLAINTS, ComplaintsTable.COMPLAINT_ID));

    private static final String HASH = "_hash";
    private static final int STEP_HOURS = 30 * 24;

    private PinnedEvents() {}

    /**
     * Columns month, source, event_id, repair_id and content of all events that touch some months; an event that
     * touches several has a row for each.
     *
     * @param months first days
     * @param repeat how long repairs have to hold: an order touches the months of those that it may repeat
     */
    static Dataset<Row> of(
            Dataset<Row> repairs,
            Dataset<Row> callbacks,
            Dataset<Row> complaints,
            List<Date> months,
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
                        col(RepairsTable.REPAIR_ID),
                        Months.of(col(RepairsTable.COMPLETED_AT)).as(MONTH))
                .filter(col(MONTH).isin(months.toArray()));
        Dataset<Row> calls = callbacks.join(completed, CallbacksTable.REPAIR_ID);
        Dataset<Row> received = complaints
                .withColumn(MONTH, Months.of(col(ComplaintsTable.RECEIVED_AT)))
                .filter(col(MONTH).isin(months.toArray()));
        return rows(Tables.REPAIRS, orders)
                .unionByName(rows(Tables.CALLBACKS, calls))
                .unionByName(rows(Tables.COMPLAINTS, received));
    }

    private static Dataset<Row> touching(Dataset<Row> events, List<Date> months, Column... each) {
        Column touched = array_distinct(array_compact(array(each)));
        Column any = months.stream()
                .map(month -> array_contains(col("touched"), lit(month)))
                .reduce(lit(false), Column::or);
        return events.withColumn("touched", touched)
                .filter(any)
                .withColumn(MONTH, explode(col("touched")))
                .filter(col(MONTH).isin(months.toArray()))
                .drop("touched");
    }

    private static Dataset<Row> rows(String source, Dataset<Row> events) {
        // A source of which nothing was ever loaded has no codes of content, and no rows either.
        Column content = List.of(events.columns()).contains(HASH) ? col(HASH) : lit(0L);
        return events.select(
                col(MONTH),
                lit(source).as(SOURCE),
                col(IDS.get(source)).as(EVENT_ID),
                col(REPAIR_ID),
                content.as(CONTENT));
    }
}
