package aftercare.measure.forecast;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.month;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.year;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.facts.SeenOrders;
import aftercare.table.DimModelTable;
import aftercare.table.DimRegionTable;
import aftercare.table.FleetTable;
import aftercare.table.RepairAgeMonthTable;
import aftercare.table.SalesForecastsTable;
import aftercare.table.ShipmentsTable;
import aftercare.table.Tables;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What measures of the repair model read: who there is (small, known to the driver), and the counts of each category,
 * which are brought together where that category is computed.
 */
final class ForecastInputs implements Serializable {
    private static final long serialVersionUID = 1;
    static final String UNKNOWN = SeenOrders.UNKNOWN;
    /** Sales that go back farther say nothing about units in service today. */
    private static final int MOST_SALE_MONTHS = 240;

    /** Units sold, repairs, units planned or units in service, of a model in a region and month. */
    private static final StructType CELL = new StructType()
            .add(DimModelTable.CATEGORY, DataTypes.StringType)
            .add("counted", DataTypes.IntegerType)
            .add(ShipmentsTable.MODEL_ID, DataTypes.StringType)
            .add(ShipmentsTable.REGION_ID, DataTypes.StringType)
            .add("month_number", DataTypes.IntegerType)
            .add("age_or_issue_day", DataTypes.IntegerType)
            .add(RepairAgeMonthTable.LAG_MONTHS, DataTypes.IntegerType)
            .add(SalesForecastsTable.PLAN_ID, DataTypes.StringType)
            .add("count", DataTypes.DoubleType);

    private static final int COUNTED = CELL.fieldIndex("counted");
    private static final int MODEL = CELL.fieldIndex(ShipmentsTable.MODEL_ID);
    private static final int REGION = CELL.fieldIndex(ShipmentsTable.REGION_ID);
    private static final int MONTH = CELL.fieldIndex("month_number");
    private static final int AGE_OR_ISSUE_DAY = CELL.fieldIndex("age_or_issue_day");
    private static final int LAG = CELL.fieldIndex(RepairAgeMonthTable.LAG_MONTHS);
    private static final int PLAN = CELL.fieldIndex(SalesForecastsTable.PLAN_ID);
    private static final int COUNT = CELL.fieldIndex("count");

    private static final int SALES = 0;
    private static final int REPAIRS = 1;
    private static final int PLANS = 2;
    private static final int IN_SERVICE = 3;

    /** What is computed from the counts of one category. */
    interface OfCategory<T> extends Serializable {
        void compute(CategoryHistory history, Delays delays, Consumer<T> into);
    }

    final Map<String, CategoryFleet> fleets = new TreeMap<>();
    final Delays delays;
    final int firstMonth;
    final int months;

    /** Models that only facts name. */
    final TreeSet<String> unlisted = new TreeSet<>();

    private final transient Inputs inputs;
    private final transient AsOf asOf;
    private final transient Map<String, String> categoryOf = new HashMap<>();

    private ForecastInputs(Inputs inputs, AsOf asOf, int firstMonth, int months, Delays delays) {
        this.inputs = inputs;
        this.asOf = asOf;
        this.firstMonth = firstMonth;
        this.months = months;
        this.delays = delays;
    }

    /** The last month that has ended by the end of the as-of day. */
    static YearMonth origin(AsOf asOf) {
        YearMonth month = asOf.month();
        return asOf.day().equals(month.atEndOfMonth()) ? month : month.minusMonths(1);
    }

    static int number(YearMonth month) {
        return month.getYear() * 12 + month.getMonthValue() - 1;
    }

    /** The first day of the month with a number. */
    static LocalDate firstDay(int number) {
        return LocalDate.of(Math.floorDiv(number, 12), Math.floorMod(number, 12) + 1, 1);
    }

    /** The last full month, by number. */
    int lastMonth() {
        return firstMonth + months - 1;
    }

    /**
     * Gathers who there is.
     *
     * @param scrap per category, the share of units still in service by age in months; none for a category that is not
     *     named
     */
    static ForecastInputs of(Inputs inputs, AsOf asOf, Map<String, double[]> scrap) {
        int origin = number(origin(asOf));
        TreeMap<Integer, long[]> byMonth = new TreeMap<>();
        int[] firstSale = {Integer.MAX_VALUE};
        // One query for both: each costs more to plan than to run.
        byMonthAndLag(inputs, origin)
                .union(inputs.silver(Tables.SHIPMENTS)
                        .select(ShipmentsTable.MONTH)
                        .union(inputs.silver(Tables.FLEET).select(FleetTable.MONTH))
                        .agg(min(ShipmentsTable.MONTH))
                        .select(col("*"), lit(-1), lit(0L)))
                .collectAsList()
                .forEach(row -> {
                    RepairAgeMonthTable.Values counted = RepairAgeMonthTable.of(row);
                    if (counted.month() != null && counted.lagMonths() < 0) {
                        firstSale[0] = number(YearMonth.from(counted.month()));
                    } else if (counted.month() != null) {
                        note(byMonth, counted);
                    }
                });
        Delays delays = of(byMonth, origin);
        int months = delays.counts().length;
        ForecastInputs found = new ForecastInputs(inputs, asOf, origin + 1 - months, months, delays);
        found.members(firstSale[0], scrap);
        return found;
    }

    /** The reporting delays up to the last full month. */
    static Delays delays(Inputs inputs, AsOf asOf) {
        int origin = number(origin(asOf));
        TreeMap<Integer, long[]> byMonth = new TreeMap<>();
        byMonthAndLag(inputs, origin).collectAsList().forEach(row -> note(byMonth, RepairAgeMonthTable.of(row)));
        return of(byMonth, origin);
    }

    /** Repairs up to the origin by month and reporting delay. */
    private static Dataset<Row> byMonthAndLag(Inputs inputs, int origin) {
        return repairs(inputs, origin)
                .groupBy(RepairAgeMonthTable.MONTH, RepairAgeMonthTable.LAG_MONTHS)
                .agg(sum(RepairAgeMonthTable.REPAIR_N).as(RepairAgeMonthTable.REPAIR_N));
    }

    private static Dataset<Row> repairs(Inputs inputs, int upTo) {
        return inputs.gold(Tables.REPAIR_AGE_MONTH)
                .filter(col(RepairAgeMonthTable.MONTH).leq(lit(firstDay(upTo))));
    }

    private static void note(Map<Integer, long[]> byMonth, RepairAgeMonthTable.Values counted) {
        int lag = Math.min(counted.lagMonths(), CategoryHistory.DELAYS - 1);
        byMonth.computeIfAbsent(number(YearMonth.from(counted.month())), month -> new long[CategoryHistory.DELAYS])[
                        lag] +=
                counted.repairN();
    }

    private static Delays of(NavigableMap<Integer, long[]> byMonth, int origin) {
        int first = byMonth.isEmpty() ? origin : byMonth.firstKey();
        long[][] counts = new long[origin - first + 1][CategoryHistory.DELAYS];
        byMonth.forEach((month, lags) -> counts[month - first] = lags);
        return new Delays(counts);
    }

    private void members(int firstSale, Map<String, double[]> scrap) {
        TreeMap<String, String> zoneOf = new TreeMap<>();
        inputs
                .gold(Tables.DIM_REGION)
                .select(DimRegionTable.REGION_ID, DimRegionTable.CLIMATE_ZONE)
                .collectAsList()
                .stream()
                .map(DimRegionTable::of)
                .forEach(region ->
                        zoneOf.put(region.regionId(), Objects.requireNonNullElse(region.climateZone(), UNKNOWN)));
        zoneOf.putIfAbsent(UNKNOWN, UNKNOWN);
        List<String> zones = List.copyOf(new TreeSet<>(zoneOf.values()));
        List<CategoryFleet.Region> regions = zoneOf.entrySet().stream()
                .map(region -> new CategoryFleet.Region(region.getKey(), zones.indexOf(region.getValue())))
                .toList();
        int before = Math.max(0, Math.min(firstMonth - firstSale, MOST_SALE_MONTHS));
        models().forEach((category, list) -> fleets.put(
                category,
                new CategoryFleet(
                        category,
                        list,
                        regions,
                        zones,
                        firstMonth,
                        months,
                        before,
                        scrap.getOrDefault(category, new double[0]))));
    }

    private Map<String, List<CategoryFleet.Model>> models() {
        Map<String, List<CategoryFleet.Model>> models = new TreeMap<>();
        inputs
                .gold(Tables.DIM_MODEL)
                .select(
                        DimModelTable.MODEL_ID,
                        DimModelTable.CATEGORY,
                        DimModelTable.DESIGN_REPAIR_RATE,
                        DimModelTable.WARRANTY_MONTHS,
                        DimModelTable.KNOWN)
                .collectAsList()
                .stream()
                .map(DimModelTable::of)
                .sorted(Comparator.comparing(DimModelTable.Values::modelId))
                .forEach(model -> {
                    String category = Objects.requireNonNullElse(model.category(), UNKNOWN);
                    categoryOf.put(model.modelId(), category);
                    if (!model.known()) {
                        unlisted.add(model.modelId());
                    }
                    models.computeIfAbsent(category, absent -> new ArrayList<>())
                            .add(new CategoryFleet.Model(
                                    model.modelId(),
                                    Objects.requireNonNullElse(model.designRepairRate(), Double.NaN),
                                    Objects.requireNonNullElse(model.warrantyMonths(), 0)));
                });
        return models;
    }

    private Dataset<Row> cells() {
        return inputs.silver(Tables.SHIPMENTS)
                .filter(col(ShipmentsTable.MONTH).leq(lit(firstDay(lastMonth()))))
                .select(cell(SALES, ShipmentsTable.MONTH, lit(0), lit(0), lit(""), col(ShipmentsTable.UNITS)))
                .union(repairs(inputs, lastMonth())
                        .select(cell(
                                REPAIRS,
                                RepairAgeMonthTable.MONTH,
                                col(RepairAgeMonthTable.AGE_MONTH),
                                col(RepairAgeMonthTable.LAG_MONTHS),
                                lit(""),
                                col(RepairAgeMonthTable.REPAIR_N))))
                .union(inputs.silver(Tables.FLEET)
                        .filter(col(FleetTable.MONTH).leq(lit(firstDay(lastMonth()))))
                        .select(cell(
                                IN_SERVICE,
                                FleetTable.MONTH,
                                lit(0),
                                lit(0),
                                lit(""),
                                col(FleetTable.UNITS_IN_SERVICE))))
                .union(inputs.silver(Tables.SALES_FORECASTS)
                        .filter(col(SalesForecastsTable.ISSUED_ON).leq(lit(asOf.day())))
                        .select(cell(
                                PLANS,
                                SalesForecastsTable.MONTH,
                                datediff(col(SalesForecastsTable.ISSUED_ON), lit(LocalDate.EPOCH)),
                                lit(0),
                                coalesce(col(SalesForecastsTable.PLAN_ID), lit("")),
                                col(SalesForecastsTable.UNITS))));
    }

    /** Computes each category where its counts are brought together, in parallel. */
    <T> Dataset<T> byCategory(OfCategory<T> work, Encoder<T> resultType) {
        Map<String, String> categories = new HashMap<>(categoryOf);
        Column category = udf(
                        (UDF1<String, String>) model -> categories.getOrDefault(model, UNKNOWN), DataTypes.StringType)
                .apply(col(ShipmentsTable.MODEL_ID));
        Map<String, CategoryFleet> all = new TreeMap<>(fleets);
        Delays late = delays;
        return cells().withColumn(DimModelTable.CATEGORY, category)
                .select(Arrays.stream(CELL.fieldNames()).map(name -> col(name)).toArray(Column[]::new))
                .repartition(Math.max(2, Math.min(64, 3 * fleets.size())), col(DimModelTable.CATEGORY))
                .groupBy(DimModelTable.CATEGORY)
                .as(Encoders.STRING(), Encoders.row(CELL))
                .flatMapGroups(
                        (FlatMapGroupsFunction<String, Row, T>) (name, rows) -> {
                            List<T> results = new ArrayList<>();
                            if (all.containsKey(name)) {
                                work.compute(history(all.get(name), rows), late, results::add);
                            }
                            return results.iterator();
                        },
                        resultType);
    }

    /** A cell without its category, which follows from the model. All sources name models and regions alike. */
    private static Column[] cell(
            int counted, String month, Column ageOrIssueDay, Column lag, Column plan, Column count) {
        return new Column[] {
            lit(counted).as("counted"),
            col(ShipmentsTable.MODEL_ID),
            col(ShipmentsTable.REGION_ID),
            year(col(month)).multiply(12).plus(month(col(month))).minus(1).as("month_number"),
            ageOrIssueDay.cast("int").as("age_or_issue_day"),
            lag.cast("int").as(RepairAgeMonthTable.LAG_MONTHS),
            plan.as(SalesForecastsTable.PLAN_ID),
            count.cast("double").as("count")
        };
    }

    private static CategoryHistory history(CategoryFleet fleet, Iterator<Row> rows) {
        Map<String, Integer> models = new HashMap<>();
        fleet.models().forEach(model -> models.put(model.id(), models.size()));
        Map<String, Integer> regions = new HashMap<>();
        fleet.regions().forEach(region -> regions.put(region.id(), regions.size()));
        CategoryHistory history = new CategoryHistory(fleet);
        while (rows.hasNext()) {
            Row row = rows.next();
            Integer model = models.get(row.getString(MODEL));
            Integer region = regions.get(row.getString(REGION));
            if (model == null || region == null) {
                // The dimensions are older than the facts, because only some tables were asked for.
                continue;
            }
            int month = row.getInt(MONTH) - fleet.firstMonth();
            int ageOrIssueDay = row.getInt(AGE_OR_ISSUE_DAY);
            double count = row.getDouble(COUNT);
            switch (row.getInt(COUNTED)) {
                case SALES -> {
                    if (month + fleet.salesBefore() >= 0) {
                        history.sold(model, region, month, count);
                    }
                }
                case IN_SERVICE -> {
                    if (month + fleet.salesBefore() >= 0) {
                        history.stated(model, region, month, count);
                    }
                }
                case REPAIRS -> history.repaired(model, region, month, ageOrIssueDay, row.getInt(LAG), (int) count);
                default -> history.planned(model, region, month, ageOrIssueDay, row.getString(PLAN), count);
            }
        }
        return history;
    }
}
