package aftercare.measure.forecast;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.month;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.year;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.OutletVersions;
import aftercare.measure.facts.SeenOrders;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Repairs counted by month of opening, model, region, age and reporting delay: all that the repair model needs of the orders. Defined in
 * schemas/gold/repair_age_month.yaml and docs/decisions.md, DF1 and DF2.
 */
public final class RepairAgeMonth implements Measure {
    /** A change so long after the last event is no late report but somebody editing an old order. */
    private static final int LONGEST_DELAY = 12;

    private static final int HOURS_TO_WRITE_IT_DOWN = 24;

    private static final List<String> EVENTS = List.of(
            "opened_at", "arrived_at", "completed_at", "cancelled_at", "parts_requested_at", "parts_received_at");

    @Override
    public String table() {
        return "repair_age_month";
    }

    @Override
    public List<String> sources() {
        return List.of("repairs", "outlets");
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Column opened = col("opened_at");
        Column lag = monthNumber(col("known_at")).minus(monthNumber(opened));
        Column beforeSale = coalesce(col("sold_on").gt(to_date(opened)), lit(false));
        Column age = when(col("sold_on").isNull().or(beforeSale), lit(-1))
                .otherwise(monthNumber(opened).minus(monthNumber(col("sold_on"))));
        Dataset<Row> known = SeenOrders.of(withKnownAt(inputs.silver("repairs")), asOf)
                .filter(col("known_at").lt(lit(asOf.endTimestamp())))
                .filter(org.apache.spark.sql.functions.not(SeenOrders.cancelled()));
        return OutletVersions.withRegion(known, inputs.silver("outlets"), to_date(opened))
                .groupBy(
                        Months.of(opened).as("month"),
                        col("model_id"),
                        coalesce(col("region_id"), lit(SeenOrders.UNKNOWN)).as("region_id"),
                        age.as("age_month"),
                        lag.as("lag_months"))
                .agg(
                        count(lit(1)).as("repair_n"),
                        sum(when(beforeSale, 1).otherwise(0)).as("before_sale_n"));
    }

    /** When we knew of an order: at once, unless it was changed last well after everything it tells of. */
    private static Dataset<Row> withKnownAt(Dataset<Row> repairs) {
        Column updated = col("updated_at");
        Column last = greatest(EVENTS.stream().map(name -> col(name)).toArray(Column[]::new));
        Column late = updated.gt(SeenOrders.plusHours(last, HOURS_TO_WRITE_IT_DOWN))
                .and(monthNumber(updated).minus(monthNumber(col("opened_at"))).leq(LONGEST_DELAY));
        return repairs.filter(col("service_type").equalTo("repair"))
                .select(Stream.concat(
                                Stream.of("model_id", "region_id", "outlet_id", "sold_on", "updated_at"),
                                EVENTS.stream())
                        .map(name -> col(name))
                        .toArray(Column[]::new))
                .withColumn("known_at", when(late, updated).otherwise(col("opened_at")));
    }

    private static Column monthNumber(Column day) {
        return year(day).multiply(12).plus(month(day));
    }
}
