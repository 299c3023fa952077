package aftercare.measure.closing;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import aftercare.measure.api.Inputs;
import aftercare.measure.facts.OutletVersions;
import aftercare.measure.facts.SeenOrders;
import java.sql.Date;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The events that came or changed after a month was closed, counted by the members whose figures they can move. */
final class MovedEvents {
    private static final int SHOWN = 20;
    private static final int DAYS_A_REPEAT_REACHES = 30;

    private MovedEvents() {}

    /**
     * Columns month, cut, cut_id, late_n, corrected_n, replayed_n and events (up to 20, as source:id).
     *
     * @param months the closed months
     */
    static Dataset<Row> of(Inputs inputs, List<Date> months) {
        Dataset<Row> now = PinnedEvents.of(
                inputs.silver("repairs"), inputs.silver("callbacks"), inputs.silver("complaints"), months);
        Dataset<Row> then = inputs.book(MonthClose.EVENTS)
                .select(
                        col("month"),
                        col("source"),
                        col("event_id"),
                        col("repair_id").as("then_repair"),
                        col("content").as("then_content"));
        Dataset<Row> moved = now.join(
                        then,
                        now.col("month")
                                .equalTo(then.col("month"))
                                .and(now.col("source").equalTo(then.col("source")))
                                .and(now.col("event_id").equalTo(then.col("event_id"))),
                        "full_outer")
                .filter(col("content")
                        .isNull()
                        .or(col("then_content").isNull())
                        .or(col("content").notEqual(col("then_content"))))
                .select(
                        coalesce(now.col("month"), then.col("month")).as("month"),
                        coalesce(now.col("source"), then.col("source")).as("source"),
                        coalesce(now.col("event_id"), then.col("event_id")).as("event_id"),
                        coalesce(col("repair_id"), col("then_repair")).as("repair_id"),
                        when(col("then_content").isNotNull(), lit("corrected"))
                                .otherwise(lit("late"))
                                .as("why"));
        return counted(members(inputs, replayed(inputs, moved)));
    }

    /** A late row that was refused first, and taken since, was replayed. */
    private static Dataset<Row> replayed(Inputs inputs, Dataset<Row> moved) {
        Dataset<Row> kept = inputs.keep(moved);
        Dataset<Row> replayed = null;
        for (String source : PinnedEvents.SOURCES) {
            Dataset<Row> resolved = inputs.quarantine(source)
                    .filter(col("resolved_at").isNotNull())
                    .select(col("file").as("_file"), col("line").as("_line"));
            Dataset<Row> silver = inputs.silver(source);
            if (List.of(silver.columns()).contains("_line")) {
                String id = source.substring(0, source.length() - 1) + "_id";
                Dataset<Row> taken = silver.join(
                                broadcast(resolved.distinct()), new String[] {"_file", "_line"}, "left_semi")
                        .select(lit(source).as("of_source"), col(id).as("of_event"));
                replayed = replayed == null ? taken : replayed.unionByName(taken);
            }
        }
        if (replayed == null) {
            return kept;
        }
        return kept.join(
                        broadcast(replayed),
                        col("source")
                                .equalTo(col("of_source"))
                                .and(col("event_id").equalTo(col("of_event"))),
                        "left")
                .withColumn(
                        "why",
                        when(col("of_event").isNotNull(), lit("replayed")).otherwise(col("why")))
                .drop("of_source", "of_event");
    }

    /** Whose figures an event can move: those its order names, and those of the job before it that it may turn into a repeat. */
    private static Dataset<Row> members(Inputs inputs, Dataset<Row> moved) {
        Dataset<Row> events = inputs.keep(moved);
        Dataset<Row> complaints = inputs.silver("complaints")
                .select(col("complaint_id").as("of_complaint"), col("outlet_id").as("own_outlet"));
        Dataset<Row> orders = orders(inputs).withColumnRenamed("repair_id", "of_repair");
        Dataset<Row> named = events.join(orders, col("repair_id").equalTo(col("of_repair")), "left")
                .join(
                        complaints,
                        col("source").equalTo("complaints").and(col("event_id").equalTo(col("of_complaint"))),
                        "left")
                .withColumn("outlet_id", coalesce(col("own_outlet"), col("outlet_id")));
        Dataset<Row> before = before(inputs, events);
        return named.select(
                        col("month"),
                        col("source"),
                        col("event_id"),
                        col("why"),
                        inline(array(
                                member("company", lit("all")),
                                member("repair", col("repair_id")),
                                member("outlet", col("outlet_id")),
                                member("region", col("region_id")),
                                member("model", col("model_id")),
                                member("category", col("category")),
                                member("service_type", col("service_type")),
                                member("technician", col("technician_id")))))
                .unionByName(before);
    }

    private static Dataset<Row> orders(Inputs inputs) {
        Dataset<Row> models = inputs.silver("models").select(col("model_id").as("of_model"), col("category"));
        Dataset<Row> orders = inputs.silver("repairs")
                .select(
                        "repair_id",
                        "outlet_id",
                        "region_id",
                        "model_id",
                        "service_type",
                        "technician_id",
                        "opened_at");
        return OutletVersions.withRegion(orders, inputs.silver("outlets"), to_date(col("opened_at")))
                .join(broadcast(models), col("model_id").equalTo(col("of_model")), "left")
                .drop("opened_at", "of_model");
    }

    /** The outlet of the repair of the same unit that was completed in the 30 days before a moved order was opened. */
    private static Dataset<Row> before(Inputs inputs, Dataset<Row> moved) {
        Dataset<Row> again = moved.filter(col("source").equalTo("repairs"))
                .join(
                        inputs.silver("repairs")
                                .select(
                                        col("repair_id"),
                                        col("model_id").as("again_model"),
                                        col("serial_no").as("again_serial"),
                                        col("opened_at").as("again_at")),
                        "repair_id")
                .filter(col("again_serial").isNotNull());
        Column soonAfter = col("again_at")
                .gt(col("completed_at"))
                .and(col("again_at").leq(SeenOrders.plusHours(col("completed_at"), 24 * DAYS_A_REPEAT_REACHES)));
        return again.join(
                        inputs.silver("repairs").select("outlet_id", "model_id", "serial_no", "completed_at"),
                        col("again_model")
                                .equalTo(col("model_id"))
                                .and(col("again_serial").equalTo(col("serial_no")))
                                .and(soonAfter))
                .select(
                        col("month"),
                        col("source"),
                        col("event_id"),
                        col("why"),
                        lit("outlet").as("cut"),
                        col("outlet_id").as("cut_id"));
    }

    private static Column member(String cut, Column id) {
        return struct(lit(cut).as("cut"), coalesce(id, lit(SeenOrders.UNKNOWN)).as("cut_id"));
    }

    private static Dataset<Row> counted(Dataset<Row> members) {
        Column event = concat_ws(":", col("source"), col("event_id"));
        return members.groupBy("month", "cut", "cut_id")
                .agg(
                        count_distinct(when(col("why").equalTo("late"), event)).as("late_n"),
                        count_distinct(when(col("why").equalTo("corrected"), event))
                                .as("corrected_n"),
                        count_distinct(when(col("why").equalTo("replayed"), event))
                                .as("replayed_n"),
                        concat_ws(" ", slice(array_sort(collect_set(event)), 1, SHOWN))
                                .as("events"));
    }
}
