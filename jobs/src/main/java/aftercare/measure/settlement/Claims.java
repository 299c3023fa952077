package aftercare.measure.settlement;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Months;
import aftercare.measure.facts.SeenOrders;
import aftercare.table.RepairsTable;
import aftercare.table.SettlementFlagTable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Orders with what they claim, as seen at the end of a day, and the month in which they are settled. */
final class Claims {
    /** What the outlet asks for; null where it asks for nothing. */
    static final String CLAIMED = RepairsTable.CLAIMED_AMOUNT;

    private Claims() {}

    /**
     * Orders, given as delivered, with {@code month}. A claim has no instant of its own: it is seen with the completion
     * or cancellation of its order, and at once where the order never ends.
     */
    static Dataset<Row> seen(Dataset<Row> repairs, AsOf asOf) {
        Column end = lit(asOf.endTimestamp());
        Column ended = coalesce(col(RepairsTable.COMPLETED_AT), col(RepairsTable.CANCELLED_AT));
        Column claimed = when(ended.isNull().or(ended.lt(end)).and(col(CLAIMED).gt(0)), col(CLAIMED));
        return SeenOrders.of(repairs.withColumn(CLAIMED, claimed), asOf)
                .withColumn(SettlementFlagTable.MONTH, Months.of(settledAt(), asOf));
    }

    /** The instant that puts an order into its month. */
    static Column settledAt() {
        return coalesce(col(RepairsTable.COMPLETED_AT), col(RepairsTable.CANCELLED_AT), col(RepairsTable.OPENED_AT));
    }

    /** Whether orders are settled in some months, said on their instants. */
    static Column settledIn(Months months, AsOf asOf) {
        return months.areAll() ? lit(true) : months.containMonthOf(settledAt(), asOf);
    }

    static Column isClaimed() {
        return col(CLAIMED).isNotNull();
    }
}
