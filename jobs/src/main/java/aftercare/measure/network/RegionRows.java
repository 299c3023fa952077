package aftercare.measure.network;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import aftercare.contract.NetworkPolicy;
import aftercare.measure.AsOf;
import aftercare.measure.Inputs;
import aftercare.measure.SeenOrders;
import java.sql.Timestamp;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Gathers what each region's plan follows from into one row per region of the forecast; {@link RegionReader} reads it. */
final class RegionRows {
    /** The sources read. */
    static final List<String> SOURCES = List.of("regions", "outlets", "technicians", "models", "repairs");

    static final String FORECAST = "repair_forecast_month";
    static final String SCORECARD = "outlet_scorecard_month";

    private static final int MONTHS_LOOKED_BACK = 12;
    private static final int KM_PER_BAND = 20;
    private static final int FARTHEST_BAND = 25;

    private final Inputs inputs;
    private final AsOf asOf;
    private final NetworkPolicy policy;
    private final boolean scored;

    /**
     * @param scored whether there are scorecards that may put an outlet under review
     */
    RegionRows(Inputs inputs, AsOf asOf, NetworkPolicy policy, boolean scored) {
        this.inputs = inputs;
        this.asOf = asOf;
        this.policy = policy;
        this.scored = scored;
    }

    /** One row per region of the forecast, spread over the machine: a region's plan takes far longer than reading it. */
    Dataset<Row> rows() {
        Dataset<Row> outlets = inputs.keep(outlets());
        int tasks = inputs.spark().sparkContext().defaultParallelism() * 2;
        return forecast()
                .join(
                        broadcast(inputs.silver("regions").select("region_id", "name", "latitude", "longitude")),
                        with("region_id"),
                        "left")
                .join(broadcast(gathered(outlets, OUTLET, "outlets")), with("region_id"), "left")
                .join(broadcast(gathered(pastJobs(outlets), PAST_JOBS, "past_jobs")), with("region_id"), "left")
                .repartition(tasks, col("region_id"));
    }

    private static final List<String> MONTH = List.of("origin", "month", "jobs", "labour_hours");
    private static final List<String> OUTLET =
            List.of("outlet_id", "latitude", "longitude", "city", "technicians", "under_review");
    private static final List<String> PAST_JOBS = List.of("latitude", "longitude", "jobs", "km");

    private static Dataset<Row> gathered(Dataset<Row> rows, List<String> columns, String as) {
        Column member = struct(columns.stream().map(name -> col(name)).toArray(Column[]::new));
        // In an order of their own: the order of arrival differs from run to run.
        return rows.groupBy("region_id").agg(array_sort(collect_list(member)).as(as));
    }

    /** Repairs forecast for each region and month, and the labour of one of them. */
    private Dataset<Row> forecast() {
        Column ofModel = col("level").equalTo("model_region");
        Dataset<Row> months = inputs.gold(FORECAST)
                .filter(col("level").isin("region", "model_region"))
                .join(broadcast(standardHours()), with("model_id"), "left")
                .withColumn("hours", coalesce(col("hours"), lit(policy.technicians().standardHours())))
                .groupBy("region_id", "origin", "month")
                .agg(
                        max(when(col("level").equalTo("region"), col("p80"))).as("jobs"),
                        sum(when(ofModel, col("expected_n").multiply(col("hours")))).as("hours"),
                        sum(when(ofModel, col("expected_n"))).as("expected"))
                .filter(col("jobs").isNotNull())
                .withColumn(
                        "labour_hours",
                        when(col("expected").gt(0), col("hours").divide(col("expected")))
                                .otherwise(policy.technicians().standardHours()));
        return gathered(months, MONTH, "months");
    }

    /** A model's standard hours, else the mean of its category. */
    private Dataset<Row> standardHours() {
        Column ofCategory = avg(col("standard_hours")).over(Window.partitionBy("category"));
        return inputs.silver("models")
                .select(
                        col("model_id"),
                        coalesce(col("standard_hours"), ofCategory).as("hours"));
    }

    /** The outlets open on the as-of day, with how many technicians they have. */
    private Dataset<Row> outlets() {
        Column day = lit(asOf.day());
        Dataset<Row> outlets = shown(
                        "outlets",
                        "outlet_id",
                        "region_id",
                        "city",
                        "status",
                        "opened_on",
                        "latitude",
                        "longitude")
                .filter(coalesce(col("status"), lit("active")).notEqual("closed"))
                .filter(coalesce(col("opened_on"), day).leq(day));
        Dataset<Row> technicians = shown("technicians", "technician_id", "outlet_id", "hired_on", "left_on")
                .filter(coalesce(col("hired_on"), day).leq(day))
                .filter(col("left_on").isNull().or(col("left_on").gt(day)))
                .groupBy("outlet_id")
                .agg(count(lit(1)).cast("int").as("technicians"));
        return outlets.join(broadcast(technicians), with("outlet_id"), "left")
                .join(broadcast(underReview()), with("outlet_id"), "left")
                .withColumn("technicians", coalesce(col("technicians"), lit(0)))
                .withColumn(
                        "under_review",
                        coalesce(col("reviewed"), lit(false))
                                .or(coalesce(col("status"), lit("active")).equalTo("suspended")));
    }

    /** The outlets whose latest scorecard recommends to review them for revocation. */
    private Dataset<Row> underReview() {
        if (!scored) {
            return inputs.silver("outlets")
                    .select("outlet_id")
                    .limit(0)
                    .withColumn("reviewed", lit(true));
        }
        Column card = struct(col("month"), col("recommendation"));
        return inputs.gold(SCORECARD)
                .groupBy("outlet_id")
                .agg(max(card).as("latest"))
                .select(
                        col("outlet_id"),
                        col("latest.recommendation").equalTo("review_for_revocation").as("reviewed"));
    }

    /** The version in force on the as-of day, or the first one where none has begun (docs/decisions.md, D4). */
    private Dataset<Row> shown(String source, String id, String... attributes) {
        Column version = struct(Stream.concat(Stream.of("valid_from"), Stream.of(attributes))
                .map(name -> col(name))
                .toArray(Column[]::new));
        Column begun = when(col("valid_from").leq(lit(asOf.day())), version);
        return inputs.silver(source)
                .groupBy(id)
                .agg(coalesce(max(begun), min(version)).as("shown"))
                .select(id, "shown.*");
    }

    /** Repairs of the last twelve months by outlet and distance; a region is the order's own, else its outlet's. */
    private Dataset<Row> pastJobs(Dataset<Row> outlets) {
        Timestamp from = Timestamp.from(asOf.day()
                .plusDays(1)
                .minusMonths(MONTHS_LOOKED_BACK)
                .atStartOfDay(asOf.zone())
                .toInstant());
        Column band = least(floor(col("travel_km").divide(KM_PER_BAND)), lit(FARTHEST_BAND));
        Dataset<Row> places = outlets.select(
                col("outlet_id"), col("region_id").as("outlet_region"), col("latitude"), col("longitude"));
        return SeenOrders.of(inputs.silver("repairs"), asOf)
                .filter(col("service_type").equalTo("repair"))
                .filter(col("opened_at").geq(lit(from)))
                .filter(SeenOrders.cancelled().unary_$bang())
                .groupBy(col("outlet_id"), col("region_id"), band.as("band"))
                .agg(count(lit(1)).cast("double").as("jobs"), avg("travel_km").as("km"))
                .join(broadcast(places), with("outlet_id"), "left")
                .withColumn(
                        "region_id", coalesce(col("region_id"), col("outlet_region"), lit(SeenOrders.UNKNOWN)));
    }

    private static String[] with(String column) {
        return new String[] {column};
    }
}
