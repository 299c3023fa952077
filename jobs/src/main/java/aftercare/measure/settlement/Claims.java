package aftercare.measure.settlement;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Months;
import aftercare.measure.facts.SeenOrders;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Orders with what they claim, as seen at the end of a day, and the month in which they are settled. */
final class Claims {
    /** What the outlet asks for; null where it asks for nothing. */
    static final String CLAIMED = "claimed_amount";

    private Claims() {}

    /**
     * Orders, given as delivered, with {@code month}. A claim has no instant of its own: it is seen with the completion or cancellation of its
     * order, and at once where the order never ends.
     */
    static Dataset<Row> seen(Dataset<Row> repairs, AsOf asOf) {
        Column end = lit(asOf.endTimestamp());
        Column ended = coalesce(col("completed_at"), col("cancelled_at"));
        Column claimed = when(ended.isNull().or(ended.lt(end)).and(col(CLAIMED).gt(0)), col(CLAIMED));
        return SeenOrders.of(repairs.withColumn(CLAIMED, claimed), asOf)
                .withColumn("month", Months.of(settledAt(), asOf));
    }

    /** The instant that puts an order into its month. */
    static Column settledAt() {
        return coalesce(col("completed_at"), col("cancelled_at"), col("opened_at"));
    }

    /** Whether orders are settled in some months, said on their instants. */
    static Column settledIn(Months months, AsOf asOf) {
        return months.areAll() ? lit(true) : months.containMonthOf(settledAt(), asOf);
    }

    static Column isClaimed() {
        return col(CLAIMED).isNotNull();
    }
}
