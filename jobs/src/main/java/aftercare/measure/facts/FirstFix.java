package aftercare.measure.facts;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.xxhash64;

import aftercare.measure.api.AsOf;
import aftercare.table.RepairsTable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Whether the first visit sufficed, judged on orders as seen at the end of a day: first_fix_n and first_fix_d of outlet_kpi_month
 * (schemas/gold/outlet_kpi_month.yaml), for all measures alike.
 */
public final class FirstFix {
    /** For so long after its completion a repair has to hold. */
    public static final int HOLDS_HOURS = 30 * 24;

    private FirstFix() {}

    /** Repairs, whatever became of them. */
    public static Column isRepair() {
        return col(RepairsTable.SERVICE_TYPE).equalTo("repair");
    }

    /** A repair of a known unit that was worth repairing. */
    public static Column isCandidate() {
        return isRepair()
                .and(col(RepairsTable.SERIAL_NO).isNotNull())
                .and(not(coalesce(col(RepairsTable.OUTCOME).equalTo("end_of_life"), lit(false))));
    }

    /** Nobody said that it was left unfixed. */
    public static Column looksFixed() {
        return not(coalesce(col(RepairsTable.OUTCOME).equalTo("not_fixed"), lit(false)));
    }

    /** The days in which it has to hold are over. */
    public static Column ripe(AsOf asOf) {
        return SeenOrders.plusHours(col(RepairsTable.COMPLETED_AT), HOLDS_HOURS).leq(lit(asOf.endTimestamp()));
    }

    /** Whether an order, opened, counts as a repeat of an earlier repair of its unit. */
    public static Column mayRepeat() {
        return isRepair()
                .and(not(SeenOrders.cancelled()))
                .and(col(RepairsTable.SERIAL_NO).isNotNull());
    }

    /**
     * Orders that are followed by a repeat: a repair of the same unit opened after their completion and at most 30 days later. A unit is a
     * serial number of a model. An order is no repeat of itself, because it was opened before its completion.
     *
     * <p>Units meet by a code of theirs first: numbers sort faster than serial numbers, which mostly begin alike.
     *
     * @param completed orders with a unit, of which those that are followed are kept
     * @param openings orders that {@link #mayRepeat}
     */
    public static Dataset<Row> followedByRepeat(Dataset<Row> completed, Dataset<Row> openings) {
        Column unit = xxhash64(col(RepairsTable.MODEL_ID), col(RepairsTable.SERIAL_NO));
        Dataset<Row> again = openings.select(
                unit.as("again_unit"),
                col(RepairsTable.MODEL_ID).as("again_model"),
                col(RepairsTable.SERIAL_NO).as("again_serial"),
                col(RepairsTable.OPENED_AT).as("again_at"));
        Column sameUnit = col("unit")
                .equalTo(col("again_unit"))
                .and(col(RepairsTable.MODEL_ID).equalTo(col("again_model")))
                .and(col(RepairsTable.SERIAL_NO).equalTo(col("again_serial")));
        Column soonAfter = col("again_at")
                .gt(col(RepairsTable.COMPLETED_AT))
                .and(col("again_at").leq(SeenOrders.plusHours(col(RepairsTable.COMPLETED_AT), HOLDS_HOURS)));
        return completed
                .withColumn("unit", unit)
                .join(again, sameUnit.and(soonAfter), "left_semi")
                .drop("unit");
    }
}
