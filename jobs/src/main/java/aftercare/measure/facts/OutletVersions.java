package aftercare.measure.facts;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.last_day;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import aftercare.table.OutletKpiMonthTable;
import aftercare.table.OutletsTable;
import aftercare.table.RepairsTable;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * What outlets were at a time: the versions of silver {@code outlets} and which of them is in force (docs/decisions.md,
 * D4).
 */
public final class OutletVersions {
    /** First day on which a version no longer holds: the next one's {@code valid_from}; null for the last version. */
    public static final String VALID_TO = "valid_to";

    private static final LocalDate BEFORE_ALL_DAYS = LocalDate.of(1, 1, 1);

    private OutletVersions() {}

    /** All columns of silver {@code outlets} and {@link #VALID_TO}; one row per outlet and version. */
    public static Dataset<Row> withEnd(Dataset<Row> silverOutlets) {
        return silverOutlets.withColumn(
                VALID_TO, lead(col(OutletsTable.VALID_FROM), 1).over(versions()));
    }

    /**
     * Adds to each event the region of its outlet's version in force: the one with the latest {@code valid_from} not
     * after the day of the event. An event before the first version, or without a day, takes the first version.
     *
     * <p>The number of rows never changes: the spans of an outlet's versions neither overlap nor leave gaps. The
     * versions are broadcast.
     *
     * @param events rows of any grain, without a column {@code regionColumn}
     * @param silverOutlets silver {@code outlets}
     * @param outletIdColumn the column of the events that names the outlet
     * @param day the calendar day of the event in the business zone, said on the events' columns
     * @param regionColumn the string column to add; null when the event names no outlet or one that is not listed
     */
    public static Dataset<Row> inForce(
            Dataset<Row> events, Dataset<Row> silverOutlets, String outletIdColumn, Column day, String regionColumn) {
        String outlet = "_version_outlet";
        String from = "_version_from";
        String to = "_version_to";
        Column isFirst = lag(col(OutletsTable.VALID_FROM), 1).over(versions()).isNull();
        Dataset<Row> spans = withEnd(silverOutlets)
                .select(
                        col(OutletsTable.OUTLET_ID).as(outlet),
                        when(isFirst, lit(BEFORE_ALL_DAYS))
                                .otherwise(col(OutletsTable.VALID_FROM))
                                .as(from),
                        col(VALID_TO).as(to),
                        col(OutletsTable.REGION_ID).as(regionColumn));
        Column onDay = coalesce(day, lit(BEFORE_ALL_DAYS));
        Column inForce = col(outletIdColumn)
                .equalTo(col(outlet))
                .and(onDay.geq(col(from)))
                .and(col(to).isNull().or(onDay.lt(col(to))));
        return events.join(broadcast(spans), inForce, "left").drop(outlet, from, to);
    }

    /**
     * Gives events that name no region that of their outlet's version in force; null where the outlet names none
     * either. Most events name theirs, and these are not looked up.
     *
     * @param events rows with {@code region_id} and {@code outlet_id}
     * @param silverOutlets silver {@code outlets}
     * @param day the calendar day of the event in the business zone, said on the events' columns
     */
    public static Dataset<Row> withRegion(Dataset<Row> events, Dataset<Row> silverOutlets, Column day) {
        String asked = "_asked_outlet";
        String found = "_outlet_region";
        Dataset<Row> asking =
                events.withColumn(asked, when(col(RepairsTable.REGION_ID).isNull(), col(RepairsTable.OUTLET_ID)));
        return inForce(asking, silverOutlets, asked, day, found)
                .withColumn(RepairsTable.REGION_ID, coalesce(col(RepairsTable.REGION_ID), col(found)))
                .drop(asked, found);
    }

    /**
     * Adds the region of each outlet as it is at the end of the month; {@link SeenOrders#UNKNOWN} where that is not
     * listed or names none.
     *
     * @param rows with {@code outlet_id} and {@code month}, without {@code region_id}
     * @param silverOutlets silver {@code outlets}
     */
    public static Dataset<Row> withRegionAtMonthsEnd(Dataset<Row> rows, Dataset<Row> silverOutlets) {
        String region = OutletKpiMonthTable.REGION_ID;
        return inForce(
                        rows,
                        silverOutlets,
                        OutletKpiMonthTable.OUTLET_ID,
                        last_day(col(OutletKpiMonthTable.MONTH)),
                        region)
                .withColumn(region, SeenOrders.orUnknown(col(region)));
    }

    private static WindowSpec versions() {
        return Window.partitionBy(OutletsTable.OUTLET_ID).orderBy(OutletsTable.VALID_FROM);
    }
}
