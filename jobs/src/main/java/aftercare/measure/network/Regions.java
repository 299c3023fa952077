package aftercare.measure.network;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import aftercare.contract.NetworkPolicy;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.facts.SeenOrders;
import aftercare.table.ModelsTable;
import aftercare.table.RegionsTable;
import aftercare.table.RepairForecastMonthTable;
import aftercare.table.RepairsTable;
import aftercare.table.Tables;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Gathers what each region's plan follows from. Orders and the forecast are summed up where they lie; the sums and the reference data are
 * small, and are put together in one place before each region is planned on its own.
 */
final class Regions {
    /** The sources read. */
    static final List<String> SOURCES =
            List.of(Tables.REGIONS, Tables.OUTLETS, Tables.TECHNICIANS, Tables.MODELS, Tables.REPAIRS);

    static final String FORECAST = Tables.REPAIR_FORECAST_MONTH;

    private static final int MONTHS_LOOKED_BACK = 12;
    private static final int KM_PER_BAND = 20;
    private static final int FARTHEST_BAND = 25;

    private final Inputs inputs;
    private final AsOf asOf;
    private final NetworkPolicy policy;

    Regions(Inputs inputs, AsOf asOf, NetworkPolicy policy) {
        this.inputs = inputs;
        this.asOf = asOf;
        this.policy = policy;
    }

    /** The regions of the forecast, one to a task: a region's plan takes far longer than sending it. */
    JavaRDD<RegionFacts> facts(boolean scored) {
        List<RegionFacts> facts = gathered(scored);
        return new JavaSparkContext(inputs.spark().sparkContext()).parallelize(facts, Math.max(1, facts.size()));
    }

    private List<RegionFacts> gathered(boolean scored) {
        Map<String, List<ForecastMonth>> forecast = forecast();
        if (forecast.isEmpty()) {
            return List.of();
        }
        Map<String, CurrentOutlets.Outlet> outlets = new CurrentOutlets(inputs, asOf).byId(scored);
        Map<String, List<StandingOutlet>> standing = new HashMap<>();
        outlets.values().forEach(outlet -> standing.computeIfAbsent(outlet.regionId(), none -> new ArrayList<>())
                .add(outlet.standing()));
        Map<String, List<PastJobs>> pastJobs = pastJobs(outlets);
        Map<String, Row> listed = new HashMap<>();
        inputs.silver(Tables.REGIONS)
                .select(RegionsTable.REGION_ID, RegionsTable.NAME, RegionsTable.LATITUDE, RegionsTable.LONGITUDE)
                .collectAsList()
                .forEach(region -> listed.put(region.getString(0), region));
        List<RegionFacts> facts = new ArrayList<>();
        forecast.forEach((region, months) -> {
            Row row = listed.get(region);
            facts.add(new RegionFacts(
                    region,
                    row == null ? null : row.getString(1),
                    row == null ? null : GeoPoint.ofNullable(row.getAs(2), row.getAs(3)),
                    months,
                    standing.getOrDefault(region, List.of()),
                    pastJobs.getOrDefault(region, List.of())));
        });
        return facts;
    }

    /** Repairs forecast for each region and month, and the labour of one of them. */
    private Map<String, List<ForecastMonth>> forecast() {
        Column ofModel = col(RepairForecastMonthTable.LEVEL).equalTo("model_region");
        double standard = policy.technicians().standardHours();
        Map<String, List<ForecastMonth>> forecast = new TreeMap<>();
        inputs.gold(FORECAST)
                .filter(col(RepairForecastMonthTable.LEVEL).isin("region", "model_region"))
                .join(broadcast(standardHours()), new String[] {ModelsTable.MODEL_ID}, "left")
                .withColumn(
                        "hours",
                        coalesce(col("hours"), lit(standard)).multiply(col(RepairForecastMonthTable.EXPECTED_N)))
                .groupBy(RegionsTable.REGION_ID, RepairForecastMonthTable.ORIGIN, RepairForecastMonthTable.MONTH)
                .agg(
                        max(when(
                                        col(RepairForecastMonthTable.LEVEL).equalTo("region"),
                                        col(RepairForecastMonthTable.P80)))
                                .as("jobs"),
                        sum(when(ofModel, col("hours"))).as("hours"),
                        sum(when(ofModel, col(RepairForecastMonthTable.EXPECTED_N)))
                                .as("expected"))
                .filter(col("jobs").isNotNull())
                .select(
                        col(RegionsTable.REGION_ID),
                        col(RepairForecastMonthTable.ORIGIN),
                        col(RepairForecastMonthTable.MONTH),
                        col("jobs"),
                        when(col("expected").gt(0), col("hours").divide(col("expected")))
                                .otherwise(standard))
                .collectAsList()
                .forEach(row -> forecast.computeIfAbsent(row.getString(0), none -> new ArrayList<>())
                        .add(new ForecastMonth(
                                month(row.getDate(1)), month(row.getDate(2)), row.getDouble(3), row.getDouble(4))));
        forecast.values().forEach(months -> months.sort(Comparator.comparing(ForecastMonth::month)));
        return forecast;
    }

    /** A model's standard hours, else the mean of its category. */
    private Dataset<Row> standardHours() {
        Dataset<Row> models = inputs.silver(Tables.MODELS)
                .select(ModelsTable.MODEL_ID, ModelsTable.CATEGORY, ModelsTable.STANDARD_HOURS);
        Dataset<Row> categories = models.groupBy(ModelsTable.CATEGORY)
                .agg(avg(ModelsTable.STANDARD_HOURS).as("of_category"));
        return models.join(broadcast(categories), new String[] {"category"}, "left")
                .select(
                        col(ModelsTable.MODEL_ID),
                        coalesce(col(ModelsTable.STANDARD_HOURS), col("of_category"))
                                .as("hours"));
    }

    /** Repairs of the last twelve months by outlet and distance; a region is the order's own, else its outlet's. */
    private Map<String, List<PastJobs>> pastJobs(Map<String, CurrentOutlets.Outlet> outlets) {
        Timestamp from = Timestamp.from(asOf.day()
                .plusDays(1)
                .minusMonths(MONTHS_LOOKED_BACK)
                .atStartOfDay(asOf.zone())
                .toInstant());
        Column band = least(floor(col(RepairsTable.TRAVEL_KM).divide(KM_PER_BAND)), lit(FARTHEST_BAND));
        List<Row> counted = new ArrayList<>(SeenOrders.of(inputs.silver(Tables.REPAIRS), asOf)
                .filter(col(RepairsTable.SERVICE_TYPE).equalTo("repair"))
                .filter(col(RepairsTable.OPENED_AT).geq(lit(from)))
                .filter(not(SeenOrders.cancelled()))
                .groupBy(col(RepairsTable.OUTLET_ID), col(RepairsTable.REGION_ID), band.as("band"))
                .agg(count(lit(1)).as("jobs"), avg(RepairsTable.TRAVEL_KM).as("km"))
                .collectAsList());
        // In an order of their own: sums of fractions differ by the order of their parts.
        counted.sort(Comparator.comparing((Row row) -> String.valueOf((Object) row.getAs(RepairsTable.OUTLET_ID)))
                .thenComparing(row -> String.valueOf((Object) row.getAs(RepairsTable.REGION_ID)))
                .thenComparing(row -> row.isNullAt(2) ? -1L : row.getLong(2)));
        Map<String, List<PastJobs>> pastJobs = new HashMap<>();
        for (Row row : counted) {
            CurrentOutlets.Outlet outlet = outlets.get(row.getString(0));
            String region = row.getString(1) != null
                    ? row.getString(1)
                    : outlet == null ? SeenOrders.UNKNOWN : outlet.regionId();
            GeoPoint at = outlet == null ? null : outlet.standing().at();
            pastJobs.computeIfAbsent(region, none -> new ArrayList<>())
                    .add(new PastJobs(at, row.getLong(3), row.getAs(4)));
        }
        return pastJobs;
    }

    private static YearMonth month(Date firstDay) {
        return YearMonth.from(firstDay.toLocalDate());
    }
}
