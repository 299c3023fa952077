package aftercare.measure.satisfaction;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import aftercare.measure.AsOf;
import aftercare.measure.Inputs;
import aftercare.measure.Months;
import aftercare.measure.OutletVersions;
import aftercare.measure.SeenOrders;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
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
        Dataset<Row> completed = SeenOrders.of(inputs.silver("repairs"), asOf)
                .filter(months.containMonthOf(col("completed_at"), asOf))
                .select(
                        code(col("repair_id")).as("code"),
                        col("repair_id"),
                        col("outlet_id"),
                        col("region_id"),
                        col("model_id"),
                        col("service_type"),
                        col("technician_id"),
                        col("opened_at"),
                        col("completed_at"));
        return withMembers(withCallbacks(completed, inputs, asOf), inputs);
    }

    private static Dataset<Row> withCallbacks(Dataset<Row> completed, Inputs inputs, AsOf asOf) {
        Column rating = when(
                col("result").equalTo("reached").and(col("satisfaction").isNotNull()),
                struct(col("called_at"), col("callback_id"), col("satisfaction"), col("recommend")));
        Dataset<Row> callbacks = inputs.silver("callbacks")
                .filter(col("called_at").lt(lit(asOf.endTimestamp())))
                .select(
                        code(col("repair_id")).as("called_code"),
                        col("repair_id").as("called_repair"),
                        col("called_at"),
                        col("result").equalTo("reached").as("reached"),
                        rating.as("rating"));
        Column windowEnd = SeenOrders.plusHours(col("completed_at"), CALLBACK_HOURS);
        Column inWindow =
                col("called_at").geq(col("completed_at")).and(col("called_at").leq(windowEnd));
        Dataset<Row> perOrder = completed
                .join(
                        callbacks,
                        col("code")
                                .equalTo(col("called_code"))
                                .and(col("repair_id").equalTo(col("called_repair"))),
                        "left")
                .groupBy("code", "repair_id")
                .agg(
                        same("outlet_id"),
                        same("region_id"),
                        same("model_id"),
                        same("service_type"),
                        same("technician_id"),
                        same("opened_at"),
                        same("completed_at"),
                        max(coalesce(inWindow, lit(false))).as("called"),
                        max(coalesce(col("reached"), lit(false))).as("reached"),
                        max(col("rating")).as("rating"));
        Column due = windowEnd.leq(lit(asOf.endTimestamp()));
        return perOrder.withColumn("month", Months.of(col("completed_at")))
                .withColumn("due", due.cast("int"))
                .withColumn("called", due.and(col("called")).cast("int"))
                .withColumn("reached", col("reached").cast("int"))
                .withColumn("score", col("rating.satisfaction"))
                .withColumn("recommend", col("rating.recommend"))
                .drop("rating", "completed_at", "code", "repair_id");
    }

    /** Orders and callbacks meet by a code first: numbers sort faster than order numbers, which mostly begin alike. */
    private static Column code(Column repairId) {
        return org.apache.spark.sql.functions.xxhash64(repairId);
    }

    /** A column that is the same in all rows of an order. */
    private static Column same(String column) {
        return org.apache.spark.sql.functions.any_value(col(column)).as(column);
    }

    private static Dataset<Row> withMembers(Dataset<Row> orders, Inputs inputs) {
        Dataset<Row> models = inputs.silver("models").select(col("model_id").as("known_model"), col("category"));
        return OutletVersions.inForce(
                        orders,
                        inputs.silver("outlets"),
                        "outlet_id",
                        col("opened_at").cast("date"),
                        "outlet_region")
                .join(
                        org.apache.spark.sql.functions.broadcast(models),
                        col("model_id").equalTo(col("known_model")),
                        "left")
                .withColumn("region_id", named(coalesce(col("region_id"), col("outlet_region"))))
                .withColumn("category", named(col("category")))
                .withColumn("technician_id", named(col("technician_id")))
                .drop("known_model", "outlet_region", "opened_at");
    }

    private static Column named(Column id) {
        return coalesce(id, lit(SeenOrders.UNKNOWN));
    }
}
