package aftercare.measure.facts;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.xxhash64;

import aftercare.measure.api.AsOf;
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
        return col("service_type").equalTo("repair");
    }

    /** A repair of a known unit that was worth repairing. */
    public static Column isCandidate() {
        return isRepair()
                .and(col("serial_no").isNotNull())
                .and(not(coalesce(col("outcome").equalTo("end_of_life"), lit(false))));
    }

    /** Nobody said that it was left unfixed. */
    public static Column looksFixed() {
        return not(coalesce(col("outcome").equalTo("not_fixed"), lit(false)));
    }

    /** The days in which it has to hold are over. */
    public static Column ripe(AsOf asOf) {
        return SeenOrders.plusHours(col("completed_at"), HOLDS_HOURS).leq(lit(asOf.endTimestamp()));
    }

    /** Whether an order, opened, counts as a repeat of an earlier repair of its unit. */
    public static Column mayRepeat() {
        return isRepair().and(not(SeenOrders.cancelled())).and(col("serial_no").isNotNull());
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
        Column unit = xxhash64(col("model_id"), col("serial_no"));
        Dataset<Row> again = openings.select(
                unit.as("again_unit"),
                col("model_id").as("again_model"),
                col("serial_no").as("again_serial"),
                col("opened_at").as("again_at"));
        Column sameUnit = col("unit")
                .equalTo(col("again_unit"))
                .and(col("model_id").equalTo(col("again_model")))
                .and(col("serial_no").equalTo(col("again_serial")));
        Column soonAfter = col("again_at")
                .gt(col("completed_at"))
                .and(col("again_at").leq(SeenOrders.plusHours(col("completed_at"), HOLDS_HOURS)));
        return completed
                .withColumn("unit", unit)
                .join(again, sameUnit.and(soonAfter), "left_semi")
                .drop("unit");
    }
}
