package aftercare.measure.warranty;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.facts.SeenOrders;
import aftercare.measure.warranty.ModelFacts.CostSums;
import aftercare.table.InstalledBaseMonthTable;
import aftercare.table.ModelsTable;
import aftercare.table.RepairRateAgeTable;
import aftercare.table.RepairsTable;
import aftercare.table.SalesForecastsTable;
import aftercare.table.ShipmentsTable;
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
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Gathers what the warranty costs of each model follow from. Orders, fleet and plans are summed up by model where they lie; what comes here
 * is a few numbers per model and month.
 */
final class Models {
    /** The sources read. */
    static final List<String> SOURCES =
            List.of(Tables.MODELS, Tables.REPAIRS, Tables.SHIPMENTS, Tables.SALES_FORECASTS);

    static final String RATES = Tables.REPAIR_RATE_AGE;
    static final String FLEET = Tables.INSTALLED_BASE_MONTH;

    private static final int MONTHS_OF_COSTS = 24;
    private static final int MONTHS_AHEAD = 12;

    /** Units sold by month, and the share of them in service. */
    private record Fleet(List<Units> sold, double inService) {}

    private final Inputs inputs;
    private final AsOf asOf;
    private final double costPerKm;

    Models(Inputs inputs, AsOf asOf, double costPerKm) {
        this.inputs = inputs;
        this.asOf = asOf;
        this.costPerKm = costPerKm;
    }

    /** The last full month at the end of the as-of day. */
    YearMonth lastMonth() {
        return YearMonth.from(asOf.day().plusDays(1)).minusMonths(1);
    }

    /** What a repair costs, by model, whether it has rates or not. */
    Map<String, CostSums> costs() {
        Timestamp from = Timestamp.from(asOf.day()
                .plusDays(1)
                .minusMonths(MONTHS_OF_COSTS)
                .atStartOfDay(asOf.zone())
                .toInstant());
        Column none = lit(0.0);
        Column cost = coalesce(col(RepairsTable.LABOUR_COST).cast("double"), none)
                .plus(coalesce(col(RepairsTable.PARTS_COST).cast("double"), none))
                .plus(coalesce(col(RepairsTable.TRAVEL_KM), none).multiply(costPerKm));
        Map<String, CostSums> costs = new TreeMap<>();
        SeenOrders.of(inputs.silver(Tables.REPAIRS), asOf)
                .filter(col(RepairsTable.SERVICE_TYPE).equalTo("repair"))
                .filter(col(RepairsTable.COMPLETED_AT).geq(lit(from)))
                .filter(col(RepairsTable.LABOUR_COST)
                        .isNotNull()
                        .or(col(RepairsTable.PARTS_COST).isNotNull()))
                // To whole cents before they are added: the sum is then the same in whatever order.
                .select(
                        col(RepairsTable.MODEL_ID),
                        cost.cast("decimal(18,2)").as("cost"),
                        cost.multiply(cost).cast("decimal(24,4)").as("square"))
                .groupBy(RepairsTable.MODEL_ID)
                .agg(count(lit(1)), sum("cost").cast("double"), sum("square").cast("double"))
                .collectAsList()
                .forEach(row ->
                        costs.put(row.getString(0), new CostSums(row.getLong(1), row.getDouble(2), row.getDouble(3))));
        return costs;
    }

    /** The models that have rates, by category. */
    Map<String, List<ModelFacts>> byCategory(Map<String, CostSums> costs) {
        Map<String, List<Row>> rates = new TreeMap<>();
        inputs.gold(RATES)
                .select(
                        ModelsTable.MODEL_ID,
                        RepairRateAgeTable.AGE_MONTH,
                        RepairRateAgeTable.RATE,
                        RepairRateAgeTable.UNIT_MONTHS,
                        RepairRateAgeTable.MODEL_LEVEL,
                        RepairRateAgeTable.LEVEL_SD)
                .collectAsList()
                .forEach(row -> rates.computeIfAbsent(row.getString(0), none -> new ArrayList<>())
                        .add(row));
        if (rates.isEmpty()) {
            return Map.of();
        }
        Map<String, Row> listed = new HashMap<>();
        inputs.silver(Tables.MODELS)
                .select(ModelsTable.MODEL_ID, ModelsTable.CATEGORY, ModelsTable.WARRANTY_MONTHS)
                .collectAsList()
                .forEach(row -> listed.put(row.getString(0), row));
        Map<String, Fleet> fleets = fleets();
        Map<String, List<Units>> planned = planned();
        Map<String, List<ModelFacts>> models = new TreeMap<>();
        rates.forEach((model, ages) -> {
            Row row = listed.get(model);
            String category = row == null ? null : row.getString(1);
            Fleet fleet = fleets.getOrDefault(model, new Fleet(List.of(), 1));
            models.computeIfAbsent(Objects.requireNonNullElse(category, SeenOrders.UNKNOWN), none -> new ArrayList<>())
                    .add(new ModelFacts(
                            model,
                            row == null ? null : row.getAs(2),
                            ages.get(0).getDouble(4),
                            ages.get(0).getDouble(5),
                            rates(ages),
                            fleet.sold(),
                            fleet.inService(),
                            planned.getOrDefault(model, List.of()),
                            costs.getOrDefault(model, CostSums.NONE)));
        });
        return models;
    }

    private static List<AgeRate> rates(List<Row> ages) {
        return ages.stream()
                .map(row -> new AgeRate(row.getInt(1), row.getDouble(2), row.getDouble(3)))
                .sorted(Comparator.comparingInt(AgeRate::age))
                .toList();
    }

    /** All units sold, those before the first month of repairs too, which the installed base does not list by month of sale. */
    private Map<String, Fleet> fleets() {
        Map<String, List<Row>> inService = byModel(inputs.gold(FLEET)
                .groupBy(ModelsTable.MODEL_ID, ShipmentsTable.MONTH)
                .agg(sum(InstalledBaseMonthTable.UNITS_IN_SERVICE)));
        Dataset<Row> sales = inputs.silver(Tables.SHIPMENTS)
                .filter(col(ShipmentsTable.MONTH).leq(lit(AsOf.date(lastMonth()))))
                .groupBy(ShipmentsTable.MODEL_ID, ShipmentsTable.MONTH)
                .agg(sum(ShipmentsTable.UNITS).cast("double"));
        Map<String, Fleet> fleets = new HashMap<>();
        byModel(sales).forEach((model, rows) -> {
            double sold = rows.stream().mapToDouble(row -> row.getDouble(2)).sum();
            List<Row> months = inService.getOrDefault(model, List.of());
            double still =
                    months.isEmpty() ? sold : months.get(months.size() - 1).getDouble(2);
            fleets.put(model, new Fleet(units(rows), sold > 0 ? Math.min(1, still / sold) : 1));
        });
        return fleets;
    }

    /** Planned sales of the year ahead; of several plans for a cell the one issued last. */
    private Map<String, List<Units>> planned() {
        YearMonth last = lastMonth();
        Dataset<Row> cells = inputs.silver(Tables.SALES_FORECASTS)
                .filter(col(SalesForecastsTable.ISSUED_ON).leq(lit(asOf.day())))
                .filter(col(SalesForecastsTable.MONTH).gt(lit(AsOf.date(last))))
                .filter(col(SalesForecastsTable.MONTH).leq(lit(AsOf.date(last.plusMonths(MONTHS_AHEAD)))))
                .groupBy(SalesForecastsTable.MODEL_ID, SalesForecastsTable.REGION_ID, SalesForecastsTable.MONTH)
                .agg(max_by(
                                col(SalesForecastsTable.UNITS),
                                struct(col(SalesForecastsTable.ISSUED_ON), col(SalesForecastsTable.PLAN_ID)))
                        .as(SalesForecastsTable.UNITS))
                .groupBy(SalesForecastsTable.MODEL_ID, SalesForecastsTable.MONTH)
                .agg(sum(SalesForecastsTable.UNITS));
        Map<String, List<Units>> planned = new HashMap<>();
        byModel(cells).forEach((model, rows) -> planned.put(model, units(rows)));
        return planned;
    }

    /** Rows of model and month, by model and in order of months. */
    private static Map<String, List<Row>> byModel(Dataset<Row> rows) {
        Map<String, List<Row>> byModel = new HashMap<>();
        rows.collectAsList().forEach(row -> byModel.computeIfAbsent(row.getString(0), none -> new ArrayList<>())
                .add(row));
        byModel.values().forEach(months -> months.sort(Comparator.comparing(row -> row.getDate(1))));
        return byModel;
    }

    private static List<Units> units(List<Row> rows) {
        return rows.stream()
                .map(row -> new Units(YearMonth.from(row.getDate(1).toLocalDate()), row.getDouble(2)))
                .toList();
    }
}
