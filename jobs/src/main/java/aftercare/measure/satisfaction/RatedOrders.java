package aftercare.measure.satisfaction;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Months;
import aftercare.measure.facts.OrderLookup;
import aftercare.measure.facts.OutletVersions;
import aftercare.measure.facts.SeenOrders;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Completed orders with what their callbacks say: one row per order. */
final class RatedOrders {
    private static final int CALLBACK_HOURS = 7 * 24;

    private RatedOrders() {}

    /**
     * Completed orders of some months.
     *
     * @return month, the members it counts for (outlet_id, region_id, model_id, category, service_type, technician_id), and 0 or 1 for
     *     due, called, reached; score and recommend of the callback that rates it, null when none does
     */
    static Dataset<Row> of(Inputs inputs, AsOf asOf, Months months) {
        Dataset<Row> completed = SeenOrders.of(inputs.silver("repairs"), asOf, "completed_at", months)
                .select(
                        code(col("repair_id")).as("code"),
                        col(CallbacksOfOrder.ORDER),
                        col("outlet_id"),
                        col("region_id"),
                        col("model_id"),
                        col("service_type"),
                        col("technician_id"),
                        col("opened_at"),
                        col("completed_at"));
        Dataset<Row> callbacks = callbacks(inputs, asOf);
        return withMembers(
                rated(
                        completed,
                        months.areFew()
                                ? of(completed, callbacks)
                                : callbacks.withColumnRenamed("repair_id", "called_repair"),
                        asOf),
                inputs);
    }

    /** The callbacks of few orders among all: sought in place, instead of sorting all callbacks to meet them. */
    private static Dataset<Row> of(Dataset<Row> completed, Dataset<Row> callbacks) {
        return callbacks
                .filter(OrderLookup.near(completed, "opened_at"))
                .join(broadcast(completed.select(col("code").as("called_code"))), "called_code", "left_semi")
                .withColumnRenamed("repair_id", "called_repair");
    }

    private static Dataset<Row> callbacks(Inputs inputs, AsOf asOf) {
        Column rates = col("result").equalTo("reached").and(col("satisfaction").isNotNull());
        return inputs.silver("callbacks")
                .filter(col("called_at").lt(lit(asOf.endTimestamp())))
                .select(
                        code(col("repair_id")).as("called_code"),
                        col("repair_id"),
                        col("called_at"),
                        col("result").equalTo("reached").as("was_reached"),
                        when(rates, col("callback_id")).as(CallbacksOfOrder.RATED_BY),
                        when(rates, unix_micros(col("called_at"))).as(CallbacksOfOrder.RATED_AT),
                        when(rates, col("satisfaction")).as(CallbacksOfOrder.SCORE),
                        when(rates, col("recommend")).as(CallbacksOfOrder.RECOMMEND));
    }

    private static Dataset<Row> rated(Dataset<Row> completed, Dataset<Row> callbacks, AsOf asOf) {
        Column sameOrder =
                col("code").equalTo(col("called_code")).and(col("repair_id").equalTo(col("called_repair")));
        Column windowEnd = SeenOrders.plusHours(col("completed_at"), CALLBACK_HOURS);
        Column due = windowEnd.leq(lit(asOf.endTimestamp()));
        Column inWindow =
                col("called_at").geq(col("completed_at")).and(col("called_at").leq(windowEnd));
        return completed
                .join(callbacks, sameOrder, "left")
                // An order's rows come out of the join one after the other; this says so, and sorts where they do not.
                .sortWithinPartitions("code", CallbacksOfOrder.ORDER)
                .select(
                        col(CallbacksOfOrder.ORDER),
                        Months.of(col("completed_at"), asOf).as("month"),
                        col("opened_at").cast("date").as("opened_on"),
                        col("outlet_id"),
                        col("region_id"),
                        col("model_id"),
                        col("service_type"),
                        col("technician_id"),
                        due.cast("int").as("due"),
                        due.and(coalesce(inWindow, lit(false))).cast("int").as(CallbacksOfOrder.CALLED),
                        coalesce(col("was_reached"), lit(false)).cast("int").as(CallbacksOfOrder.REACHED),
                        col(CallbacksOfOrder.SCORE),
                        col(CallbacksOfOrder.RECOMMEND),
                        col(CallbacksOfOrder.RATED_AT),
                        col(CallbacksOfOrder.RATED_BY))
                .transform(RatedOrders::oneRowPerOrder);
    }

    private static Dataset<Row> oneRowPerOrder(Dataset<Row> perCallback) {
        CallbacksOfOrder callbacks = new CallbacksOfOrder(perCallback.schema());
        return perCallback.mapPartitions(callbacks, Encoders.row(callbacks.type()));
    }

    /** Orders and callbacks meet by a code first: numbers sort faster than order numbers, which mostly begin alike. */
    private static Column code(Column repairId) {
        return xxhash64(repairId);
    }

    private static Dataset<Row> withMembers(Dataset<Row> orders, Inputs inputs) {
        Dataset<Row> models = inputs.silver("models").select(col("model_id").as("known_model"), col("category"));
        return OutletVersions.withRegion(orders, inputs.silver("outlets"), col("opened_on"))
                .join(broadcast(models), col("model_id").equalTo(col("known_model")), "left")
                .withColumn("region_id", named(col("region_id")))
                .withColumn("category", named(col("category")))
                .withColumn("technician_id", named(col("technician_id")))
                .drop("known_model", "opened_on");
    }

    private static Column named(Column id) {
        return coalesce(id, lit(SeenOrders.UNKNOWN));
    }
}
