package aftercare.measure.complaints;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Months;
import aftercare.measure.facts.OutletVersions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Complaints as seen at the end of the as-of day, with whom and what they are about: the complaint's own word, else that of the order it
 * names. An order that is not seen yet says nothing.
 */
final class ComplaintFacts {
    private final Inputs inputs;
    private final AsOf asOf;
    private final Column end;

    ComplaintFacts(Inputs inputs, AsOf asOf) {
        this.inputs = inputs;
        this.asOf = asOf;
        this.end = lit(asOf.endTimestamp());
    }

    /**
     * One row per complaint: complaint_id, received_at, resolved_at, repair_id, customer_id, cause, reopened, and the members of the cuts
     * region, outlet, model, category, service_type and technician, each null where unknown.
     */
    Dataset<Row> receivedIn(Months months) {
        Dataset<Row> seen = seen(months);
        Dataset<Row> about = seen.join(repairsNamedBy(seen), col("repair_id").equalTo(col("order_id")), "left")
                .withColumn("outlet", coalesce(col("outlet_id"), col("order_outlet")))
                .withColumn("model", coalesce(col("model_id"), col("order_model")));
        Dataset<Row> placed = OutletVersions.inForce(
                about, inputs.silver("outlets"), "outlet", to_date(col("received_at")), "outlet_region");
        return placed.join(broadcast(categories()), col("model").equalTo(col("listed_model")), "left")
                .select(
                        col("complaint_id"),
                        col("received_at"),
                        col("resolved_at"),
                        col("repair_id"),
                        col("customer_id"),
                        coalesce(col("cause"), lit("other")).as("cause"),
                        col("reopened"),
                        coalesce(col("region_id"), col("order_region"), col("outlet_region"))
                                .as("region"),
                        col("outlet"),
                        col("model"),
                        col("category"),
                        col("service_type"),
                        col("technician_id").as("technician"));
    }

    private Dataset<Row> seen(Months months) {
        Column received = col("received_at");
        return inputs.silver("complaints")
                .filter(received.lt(end).and(months.containMonthOf(received, asOf)))
                .select(
                        col("complaint_id"),
                        received,
                        when(col("resolved_at").lt(end), col("resolved_at")).as("resolved_at"),
                        col("repair_id"),
                        col("customer_id"),
                        col("outlet_id"),
                        col("model_id"),
                        col("region_id"),
                        col("cause"),
                        col("reopened"));
    }

    /** Few orders are complained about: their numbers are sent to the orders, so that the many others are never shuffled. */
    private Dataset<Row> repairsNamedBy(Dataset<Row> complaints) {
        Dataset<Row> numbers = complaints
                .filter(col("repair_id").isNotNull())
                .select(col("repair_id").as("named"));
        Dataset<Row> named = inputs.silver("repairs")
                .filter(col("opened_at").lt(end))
                .select("repair_id", "outlet_id", "model_id", "region_id", "service_type", "technician_id", "opened_at")
                .join(broadcast(numbers), col("repair_id").equalTo(col("named")), "left_semi");
        return OutletVersions.withRegion(named, inputs.silver("outlets"), to_date(col("opened_at")))
                .select(
                        col("repair_id").as("order_id"),
                        col("outlet_id").as("order_outlet"),
                        col("model_id").as("order_model"),
                        col("region_id").as("order_region"),
                        col("service_type"),
                        col("technician_id"));
    }

    private Dataset<Row> categories() {
        return inputs.silver("models").select(col("model_id").as("listed_model"), col("category"));
    }
}
