package aftercare.measure.facts;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.xxhash64;

import aftercare.contract.Rules;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Months;
import aftercare.table.RepairsTable;
import java.io.Serializable;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Whether the first visit sufficed, judged on orders as seen at the end of a day: first_fix_n and first_fix_d of
 * outlet_kpi_month (schemas/gold/outlet_kpi_month.yaml), for all measures alike.
 *
 * @param holds for how long after its completion a repair has to hold
 */
public record FirstFix(RuleWindow holds) implements Serializable {
    /** When the opening that follows was made, completed and cancelled. */
    public static final String AGAIN_AT = "again_at";

    /** The order that follows. */
    public static final String AGAIN_REPAIR = "again_repair";

    public static final String AGAIN_COMPLETED = "again_completed";
    public static final String AGAIN_CANCELLED = "again_cancelled";

    private static final int STEP_HOURS = 15 * 24;

    /** As the rules say. */
    public static FirstFix of(Rules rules) {
        return new FirstFix(RuleWindow.of(rules, Rules.REPEAT));
    }

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
    public Column ripe(AsOf asOf) {
        return holds.end(col(RepairsTable.COMPLETED_AT), asOf).leq(lit(asOf.endTimestamp()));
    }

    /** The last month of whose repairs it is known of each whether it held. */
    public YearMonth ripeMonth(AsOf asOf) {
        YearMonth month = asOf.month();
        while (asOf.start(month.plusMonths(1))
                .toInstant()
                .plus(longestHours(month), ChronoUnit.HOURS)
                .isAfter(asOf.end())) {
            month = month.minusMonths(1);
        }
        return month;
    }

    private int longestHours(YearMonth month) {
        return IntStream.rangeClosed(1, month.lengthOfMonth())
                .map(day -> holds.rule().on(month.atDay(day)).inHours())
                .max()
                .orElseThrow();
    }

    /** Whether an order, opened, counts as a repeat of an earlier repair of its unit. */
    public static Column mayRepeat() {
        return isRepair()
                .and(not(SeenOrders.cancelled()))
                .and(col(RepairsTable.SERIAL_NO).isNotNull());
    }

    /** The months in which repairs may have been completed of which an order, opened at an instant, is a repeat. */
    public Column[] monthsRepeatedBy(Column opened) {
        Stream.Builder<Column> months = Stream.builder();
        int longest = holds.longestHours();
        // No month is shorter than a step, so that none is left out.
        for (int hours = 0; hours < longest; hours += STEP_HOURS) {
            months.add(Months.of(SeenOrders.plusHours(opened, -hours)));
        }
        return months.add(Months.of(SeenOrders.plusHours(opened, -longest)))
                .build()
                .toArray(Column[]::new);
    }

    /** How many months after that of its completion a repair may be followed by a repeat. */
    public int monthsReached() {
        return 1 + holds.longestHours() / (28 * 24);
    }

    /**
     * Orders that are followed by a repeat: a repair of the same unit opened after their completion, before they were
     * sure to hold. A unit is a serial number of a model. An order is no repeat of itself, because it was opened before
     * its completion; nor is one opened on the day of a completion of which only the day is known.
     *
     * <p>Units meet by a code of theirs first: numbers sort faster than serial numbers, which mostly begin alike.
     *
     * @param completed orders with a unit, of which those that are followed are kept
     * @param openings orders that {@link #mayRepeat}
     * @param asOf the day, in whose zone the versions of the rule begin
     */
    public Dataset<Row> followedByRepeat(Dataset<Row> completed, Dataset<Row> openings, AsOf asOf) {
        return followed(completed, openings, asOf, "left_semi").drop("unit");
    }

    /**
     * The openings that follow each such order, one row for each: repair_id of the order, and of the opening
     * {@link #AGAIN_REPAIR}, {@link #AGAIN_AT}, {@link #AGAIN_COMPLETED} and {@link #AGAIN_CANCELLED}.
     *
     * @param completed as for {@link #followedByRepeat}
     * @param openings other repairs of known units, cancelled ones too
     * @param asOf the day, in whose zone the versions of the rule begin
     */
    public Dataset<Row> openingsThatFollow(Dataset<Row> completed, Dataset<Row> openings, AsOf asOf) {
        return followed(
                        completed,
                        openings,
                        asOf,
                        "inner",
                        col(RepairsTable.REPAIR_ID).as(AGAIN_REPAIR),
                        col(RepairsTable.COMPLETED_AT).as(AGAIN_COMPLETED),
                        col(RepairsTable.CANCELLED_AT).as(AGAIN_CANCELLED))
                .select(
                        col(RepairsTable.REPAIR_ID),
                        col(AGAIN_REPAIR),
                        col(AGAIN_AT),
                        col(AGAIN_COMPLETED),
                        col(AGAIN_CANCELLED));
    }

    private Dataset<Row> followed(
            Dataset<Row> completed, Dataset<Row> openings, AsOf asOf, String join, Column... more) {
        Column unit = xxhash64(col(RepairsTable.MODEL_ID), col(RepairsTable.SERIAL_NO));
        Column[] columns = Stream.concat(
                        Stream.of(
                                unit.as("again_unit"),
                                col(RepairsTable.MODEL_ID).as("again_model"),
                                col(RepairsTable.SERIAL_NO).as("again_serial"),
                                col(RepairsTable.OPENED_AT).as(AGAIN_AT)),
                        Stream.of(more))
                .toArray(Column[]::new);
        Dataset<Row> again = openings.select(columns);
        Column sameUnit = col("unit")
                .equalTo(col("again_unit"))
                .and(col(RepairsTable.MODEL_ID).equalTo(col("again_model")))
                .and(col(RepairsTable.SERIAL_NO).equalTo(col("again_serial")));
        Column soonAfter = col(AGAIN_AT)
                .gt(Moment.of(RepairsTable.COMPLETED_AT).latest())
                .and(col(AGAIN_AT).leq(holds.end(col(RepairsTable.COMPLETED_AT), asOf)));
        return completed.withColumn("unit", unit).join(again, sameUnit.and(soonAfter), join);
    }
}
