package aftercare.measure.satisfaction;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import aftercare.contract.Contract;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Months;
import aftercare.measure.facts.Attributes;
import aftercare.measure.facts.CallbackInTime;
import aftercare.measure.facts.Moment;
import aftercare.measure.facts.OrderLookup;
import aftercare.measure.facts.OutletVersions;
import aftercare.measure.facts.RatingScale;
import aftercare.measure.facts.RuleWindow;
import aftercare.measure.facts.SeenOrders;
import aftercare.table.CallbacksTable;
import aftercare.table.RepairsTable;
import aftercare.table.SatisfactionMonthTable;
import aftercare.table.Tables;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Completed orders with what their callbacks say: one row per order. */
final class RatedOrders {
    static final String MONTH = SatisfactionMonthTable.MONTH;
    static final String DUE = CallbacksOfOrder.DUE;

    private static final String OPENED_DAY = "opened_day";

    private RatedOrders() {}

    /**
     * Completed orders of some months.
     *
     * @param callback how soon after completion they are to be called back
     * @return month, the members it counts for (outlet_id, region_id, model_id, category, service_type, technician_id),
     *     and 0 or 1 for due, called, reached; score and recommend of the callback that rates it, null when none does
     */
    static Dataset<Row> of(RuleWindow callback, Inputs inputs, AsOf asOf, Months months) {
        Dataset<Row> completed = SeenOrders.of(inputs.silver(Tables.REPAIRS), asOf, RepairsTable.COMPLETED_AT, months)
                .select(
                        code(col(RepairsTable.REPAIR_ID)).as("code"),
                        col(CallbacksOfOrder.ORDER),
                        col(RepairsTable.OUTLET_ID),
                        col(RepairsTable.REGION_ID),
                        col(RepairsTable.MODEL_ID),
                        col(RepairsTable.SERVICE_TYPE),
                        col(RepairsTable.TECHNICIAN_ID),
                        col(RepairsTable.OPENED_AT),
                        col(RepairsTable.COMPLETED_AT),
                        col(Contract.DAYS).as("completed_days"));
        Dataset<Row> callbacks = callbacks(inputs, asOf);
        return withMembers(
                rated(
                        callback,
                        completed,
                        months.areFew()
                                ? of(completed, callbacks)
                                : callbacks.withColumnRenamed(CallbacksTable.REPAIR_ID, "called_repair"),
                        asOf),
                inputs);
    }

    /** The callbacks of few orders among all: looked up in place, instead of sorting all callbacks to meet them. */
    private static Dataset<Row> of(Dataset<Row> completed, Dataset<Row> callbacks) {
        return callbacks
                .filter(OrderLookup.near(completed, RepairsTable.OPENED_AT))
                .join(broadcast(completed.select(col("code").as("called_code"))), "called_code", "left_semi")
                .withColumnRenamed(CallbacksTable.REPAIR_ID, "called_repair");
    }

    private static Dataset<Row> callbacks(Inputs inputs, AsOf asOf) {
        Column rates = RatingScale.rates();
        return inputs.silver(Tables.CALLBACKS)
                .filter(col(CallbacksTable.CALLED_AT).lt(lit(asOf.endTimestamp())))
                .select(
                        code(col(CallbacksTable.REPAIR_ID)).as("called_code"),
                        col(CallbacksTable.REPAIR_ID),
                        col(CallbacksTable.CALLED_AT),
                        col(Contract.DAYS).as("called_days"),
                        col(CallbacksTable.RESULT).equalTo("reached").as("was_reached"),
                        when(rates, col(CallbacksTable.CALLBACK_ID)).as(CallbacksOfOrder.RATED_BY),
                        when(rates, unix_micros(col(CallbacksTable.CALLED_AT))).as(CallbacksOfOrder.RATED_AT),
                        when(rates, col(CallbacksTable.SATISFACTION)).as(CallbacksOfOrder.SCORE),
                        when(rates, col(CallbacksTable.RECOMMEND)).as(CallbacksOfOrder.RECOMMEND));
    }

    private static Dataset<Row> rated(RuleWindow callback, Dataset<Row> completed, Dataset<Row> callbacks, AsOf asOf) {
        Column sameOrder = col("code")
                .equalTo(col("called_code"))
                .and(col(RepairsTable.REPAIR_ID).equalTo(col("called_repair")));
        CallbackInTime inTime = new CallbackInTime(
                Moment.of(col(RepairsTable.COMPLETED_AT), RepairsTable.COMPLETED_AT, col("completed_days")),
                Moment.of(col(CallbacksTable.CALLED_AT), CallbacksTable.CALLED_AT, col("called_days")),
                callback);
        Column due = inTime.due(asOf);
        Column called = when(inTime.sure(asOf), CallbacksOfOrder.SURELY)
                .when(inTime.possible(asOf), CallbacksOfOrder.POSSIBLY)
                .otherwise(0);
        return completed
                .join(callbacks, sameOrder, "left")
                // An order's rows come out of the join one after the other; this says so, and sorts where they do not.
                .sortWithinPartitions("code", CallbacksOfOrder.ORDER)
                .select(
                        col(CallbacksOfOrder.ORDER),
                        Months.of(col(RepairsTable.COMPLETED_AT), asOf).as(MONTH),
                        col(RepairsTable.OPENED_AT).cast("date").as(OPENED_DAY),
                        col(RepairsTable.OUTLET_ID),
                        col(RepairsTable.REGION_ID),
                        col(RepairsTable.MODEL_ID),
                        col(RepairsTable.SERVICE_TYPE),
                        col(RepairsTable.TECHNICIAN_ID),
                        due.cast("int").as(DUE),
                        when(due, called).otherwise(0).as(CallbacksOfOrder.CALLED),
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
        Dataset<Row> placed = OutletVersions.withRegion(orders, inputs.silver(Tables.OUTLETS), col(OPENED_DAY));
        return Attributes.withCategory(placed, inputs)
                .withColumn(RepairsTable.REGION_ID, SeenOrders.orUnknown(col(RepairsTable.REGION_ID)))
                .withColumn(RepairsTable.TECHNICIAN_ID, SeenOrders.orUnknown(col(RepairsTable.TECHNICIAN_ID)))
                .drop(OPENED_DAY);
    }
}
