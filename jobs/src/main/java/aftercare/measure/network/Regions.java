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
import aftercare.measure.api.Scenario;
import aftercare.measure.facts.SeenOrders;
import aftercare.table.ModelsTable;
import aftercare.table.RegionsTable;
import aftercare.table.RepairForecastMonthTable;
import aftercare.table.RepairsTable;
import aftercare.table.Tables;
import java.sql.Timestamp;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what each region's plan follows from. Orders and the forecast are summed up where they lie; the sums and the
 * reference data are small, and are put together in one place before each region is planned on its own.
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

    private Regions(Inputs inputs, AsOf asOf, NetworkPolicy policy) {
        this.inputs = inputs;
        this.asOf = asOf;
        this.policy = policy;
    }

    /**
     * The plans of the regions of the forecast, one to a task: a region's plan takes far longer than sending it.
     *
     * @param scored whether there are scorecards that may put an outlet under review
     */
    static JavaRDD<RegionPlan> plans(Inputs inputs, AsOf asOf, NetworkPolicy policy, boolean scored) {
        NetworkPolicy assumed = assumed(policy, inputs.scenario());
        List<RegionFacts> facts = new Regions(inputs, asOf, assumed).gathered(scored);
        return new JavaSparkContext(inputs.spark().sparkContext())
                .parallelize(facts, Math.max(1, facts.size()))
                .map(region -> new RegionPlan(region, assumed));
    }

    /** The policy as a scenario has it. */
    private static NetworkPolicy assumed(NetworkPolicy policy, Scenario scenario) {
        NetworkPolicy assumed = policy;
        if (scenario.utilisation().isPresent()) {
            assumed = assumed.withUtilisation(scenario.utilisation().getAsDouble());
        }
        if (scenario.onSiteHours().isPresent()) {
            assumed = assumed.withOnSiteHours(scenario.onSiteHours().getAsDouble());
        }
        return assumed;
    }

    private List<RegionFacts> gathered(boolean scored) {
        Map<String, List<RegionFacts.ForecastMonth>> forecast = forecast();
        if (forecast.isEmpty()) {
            return List.of();
        }
        Map<String, CurrentOutlets.Outlet> outlets = new CurrentOutlets(inputs, asOf).byId(scored);
        Map<String, List<RegionFacts.StandingOutlet>> standing = new HashMap<>();
        outlets.values().forEach(outlet -> standing.computeIfAbsent(outlet.regionId(), none -> new ArrayList<>())
                .add(outlet.standing()));
        Map<String, List<RegionFacts.PastJobs>> pastJobs = pastJobs(outlets);
        Map<String, RegionsTable.Values> listed = new HashMap<>();
        inputs
                .silver(Tables.REGIONS)
                .select(RegionsTable.REGION_ID, RegionsTable.NAME, RegionsTable.LATITUDE, RegionsTable.LONGITUDE)
                .collectAsList()
                .stream()
                .map(RegionsTable::of)
                .forEach(region -> listed.put(region.regionId(), region));
        List<RegionFacts> facts = new ArrayList<>();
        forecast.forEach((region, months) -> {
            RegionsTable.Values row = listed.get(region);
            facts.add(new RegionFacts(
                    region,
                    row == null ? null : row.name(),
                    row == null ? null : GeoPoint.ofNullable(row.latitude(), row.longitude()),
                    months,
                    standing.getOrDefault(region, List.of()),
                    pastJobs.getOrDefault(region, List.of())));
        });
        return facts;
    }

    /** Repairs forecast for each region and month, and the labour of one of them. */
    private Map<String, List<RegionFacts.ForecastMonth>> forecast() {
        Column ofModel = col(RepairForecastMonthTable.LEVEL).equalTo("model_region");
        double standard = policy.technicians().standardHours();
        Map<String, List<RegionFacts.ForecastMonth>> forecast = new TreeMap<>();
        inputs.gold(FORECAST)
                .filter(col(RepairForecastMonthTable.LEVEL).isin("region", "model_region"))
                .join(broadcast(standardHours()), new String[] {RepairForecastMonthTable.MODEL_ID}, "left")
                .withColumn(
                        "labour",
                        coalesce(col("standard"), lit(standard)).multiply(col(RepairForecastMonthTable.EXPECTED_N)))
                .groupBy(
                        RepairForecastMonthTable.REGION_ID,
                        RepairForecastMonthTable.ORIGIN,
                        RepairForecastMonthTable.MONTH)
                .agg(
                        max(when(
                                        col(RepairForecastMonthTable.LEVEL).equalTo("region"),
                                        col(RepairForecastMonthTable.P80)))
                                .as(RepairForecastMonthTable.P80),
                        sum(when(ofModel, col("labour"))).as("labour"),
                        sum(when(ofModel, col(RepairForecastMonthTable.EXPECTED_N)))
                                .as(RepairForecastMonthTable.EXPECTED_N))
                .filter(col(RepairForecastMonthTable.P80).isNotNull())
                .withColumn(
                        "labour",
                        when(
                                        col(RepairForecastMonthTable.EXPECTED_N).gt(0),
                                        col("labour").divide(col(RepairForecastMonthTable.EXPECTED_N)))
                                .otherwise(standard))
                .collectAsList()
                .forEach(row -> {
                    RepairForecastMonthTable.Values month = RepairForecastMonthTable.of(row);
                    forecast.computeIfAbsent(month.regionId(), none -> new ArrayList<>())
                            .add(new RegionFacts.ForecastMonth(
                                    YearMonth.from(month.origin()),
                                    YearMonth.from(month.month()),
                                    month.p80(),
                                    row.<Double>getAs("labour")));
                });
        forecast.values().forEach(months -> months.sort(Comparator.comparing(RegionFacts.ForecastMonth::month)));
        return forecast;
    }

    /** A model's standard hours, else the mean of its category. */
    private Dataset<Row> standardHours() {
        Dataset<Row> models = inputs.silver(Tables.MODELS)
                .select(ModelsTable.MODEL_ID, ModelsTable.CATEGORY, ModelsTable.STANDARD_HOURS);
        Dataset<Row> categories = models.groupBy(ModelsTable.CATEGORY)
                .agg(avg(ModelsTable.STANDARD_HOURS).as("of_category"));
        return models.join(broadcast(categories), new String[] {ModelsTable.CATEGORY}, "left")
                .select(
                        col(ModelsTable.MODEL_ID).as(RepairForecastMonthTable.MODEL_ID),
                        coalesce(col(ModelsTable.STANDARD_HOURS), col("of_category"))
                                .as("standard"));
    }

    /** Past repairs of an outlet in a region within a band of distance. */
    private record Counted(
            @Nullable String outletId,
            @Nullable String regionId,
            @Nullable Long band,
            long jobs,
            @Nullable Double km) {
        static Counted of(Row row) {
            RepairsTable.Values orders = RepairsTable.of(row);
            return new Counted(
                    orders.outletId(), orders.regionId(), row.getAs("band"), row.<Long>getAs("jobs"), row.getAs("km"));
        }
    }

    /** Repairs of the last twelve months by outlet and distance; a region is the order's own, else its outlet's. */
    private Map<String, List<RegionFacts.PastJobs>> pastJobs(Map<String, CurrentOutlets.Outlet> outlets) {
        Timestamp from = Timestamp.from(asOf.day()
                .plusDays(1)
                .minusMonths(MONTHS_LOOKED_BACK)
                .atStartOfDay(asOf.zone())
                .toInstant());
        Column band = least(floor(col(RepairsTable.TRAVEL_KM).divide(KM_PER_BAND)), lit(FARTHEST_BAND));
        List<Counted> counted = SeenOrders.of(inputs.silver(Tables.REPAIRS), asOf)
                .filter(col(RepairsTable.SERVICE_TYPE).equalTo("repair"))
                .filter(col(RepairsTable.OPENED_AT).geq(lit(from)))
                .filter(not(SeenOrders.cancelled()))
                .groupBy(col(RepairsTable.OUTLET_ID), col(RepairsTable.REGION_ID), band.as("band"))
                .agg(count(lit(1)).as("jobs"), avg(RepairsTable.TRAVEL_KM).as("km"))
                .collectAsList()
                .stream()
                .map(Counted::of)
                // In an order of their own: sums of fractions differ by the order of their parts.
                .sorted(Comparator.comparing((Counted jobs) -> String.valueOf(jobs.outletId))
                        .thenComparing(jobs -> String.valueOf(jobs.regionId))
                        .thenComparing(jobs -> Objects.requireNonNullElse(jobs.band, -1L)))
                .toList();
        Map<String, List<RegionFacts.PastJobs>> pastJobs = new HashMap<>();
        for (Counted jobs : counted) {
            CurrentOutlets.Outlet outlet = outlets.get(jobs.outletId);
            String region =
                    jobs.regionId != null ? jobs.regionId : outlet == null ? SeenOrders.UNKNOWN : outlet.regionId();
            GeoPoint at = outlet == null ? null : outlet.standing().at();
            pastJobs.computeIfAbsent(region, none -> new ArrayList<>())
                    .add(new RegionFacts.PastJobs(at, jobs.jobs, jobs.km));
        }
        return pastJobs;
    }
}
