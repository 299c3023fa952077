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
import aftercare.measure.warranty.ModelFacts.AgeRate;
import aftercare.measure.warranty.ModelFacts.CostSums;
import aftercare.measure.warranty.ModelFacts.Units;
import aftercare.table.InstalledBaseMonthTable;
import aftercare.table.ModelsTable;
import aftercare.table.RepairRateAgeTable;
import aftercare.table.RepairsTable;
import aftercare.table.SalesForecastsTable;
import aftercare.table.ShipmentsTable;
import aftercare.table.Tables;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Gathers what the warranty costs of each model follow from. Orders, fleet and plans are summed up by model where they
 * lie; what comes here is a few numbers per model and month.
 */
final class Models {
    /** The sources read. */
    static final List<String> SOURCES =
            List.of(Tables.MODELS, Tables.REPAIRS, Tables.SHIPMENTS, Tables.SALES_FORECASTS);

    static final String RATES = Tables.REPAIR_RATE_AGE;
    static final String FLEET = Tables.INSTALLED_BASE_MONTH;

    private static final int MONTHS_OF_COSTS = 24;
    private static final int MONTHS_AHEAD = 12;

    /** Units sold by month, and how many are in service for each: above 1 where more are stated than were sold. */
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
        return asOf.lastFullMonth();
    }

    /** What a repair costs, by model, whether it has rates or not; orders that name no model are left out. */
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
                .filter(col(RepairsTable.MODEL_ID).isNotNull())
                .filter(col(RepairsTable.LABOUR_COST)
                        .isNotNull()
                        .or(col(RepairsTable.PARTS_COST).isNotNull()))
                // To whole cents before they are added: the sum is then the same in whatever order.
                .select(
                        col(RepairsTable.MODEL_ID),
                        cost.cast("decimal(18,2)").as("cost"),
                        cost.multiply(cost).cast("decimal(24,4)").as("square"))
                .groupBy(RepairsTable.MODEL_ID)
                .agg(
                        count(lit(1)).as("n"),
                        sum("cost").cast("double").as("costs"),
                        sum("square").cast("double").as("squares"))
                .collectAsList()
                .forEach(row -> costs.put(
                        RepairsTable.of(row).modelId(),
                        new CostSums(row.getAs("n"), row.getAs("costs"), row.getAs("squares"))));
        return costs;
    }

    /** The models that have rates, by category. */
    Map<String, List<ModelFacts>> byCategory(Map<String, CostSums> costs) {
        Map<String, List<RepairRateAgeTable.Values>> rates = inputs
                .gold(RATES)
                .select(
                        RepairRateAgeTable.MODEL_ID,
                        RepairRateAgeTable.AGE_MONTH,
                        RepairRateAgeTable.RATE,
                        RepairRateAgeTable.UNIT_MONTHS,
                        RepairRateAgeTable.MODEL_LEVEL,
                        RepairRateAgeTable.LEVEL_SD)
                .collectAsList()
                .stream()
                .map(RepairRateAgeTable::of)
                .collect(Collectors.groupingBy(RepairRateAgeTable.Values::modelId, TreeMap::new, Collectors.toList()));
        if (rates.isEmpty()) {
            return Map.of();
        }
        Map<String, ModelsTable.Values> listed = new HashMap<>();
        inputs.silver(Tables.MODELS)
                .select(ModelsTable.MODEL_ID, ModelsTable.CATEGORY, ModelsTable.WARRANTY_MONTHS)
                .collectAsList()
                .forEach(row -> listed.put(ModelsTable.of(row).modelId(), ModelsTable.of(row)));
        Map<String, Fleet> fleets = fleets();
        Map<String, List<Units>> planned = planned();
        Map<String, List<ModelFacts>> models = new TreeMap<>();
        rates.forEach((model, ages) -> {
            ModelsTable.Values row = listed.get(model);
            String category = row == null ? null : row.category();
            Fleet fleet = fleets.getOrDefault(model, new Fleet(List.of(), 1));
            models.computeIfAbsent(Objects.requireNonNullElse(category, SeenOrders.UNKNOWN), none -> new ArrayList<>())
                    .add(new ModelFacts(
                            model,
                            row == null ? null : row.warrantyMonths(),
                            ages.get(0).modelLevel(),
                            ages.get(0).levelSd(),
                            rates(ages),
                            fleet.sold(),
                            fleet.inService(),
                            planned.getOrDefault(model, List.of()),
                            costs.getOrDefault(model, CostSums.NONE)));
        });
        return models;
    }

    private static List<AgeRate> rates(List<RepairRateAgeTable.Values> ages) {
        return ages.stream()
                .map(row -> new AgeRate(row.ageMonth(), row.rate(), row.unitMonths()))
                .sorted(Comparator.comparingInt(AgeRate::age))
                .toList();
    }

    /**
     * All units sold, those before the first month of repairs too, which the installed base does not list by month of
     * sale.
     */
    private Map<String, Fleet> fleets() {
        Map<String, List<Units>> inService = byModel(
                inputs.gold(FLEET),
                InstalledBaseMonthTable.MODEL_ID,
                InstalledBaseMonthTable.MONTH,
                InstalledBaseMonthTable.UNITS_IN_SERVICE);
        Dataset<Row> sales =
                inputs.silver(Tables.SHIPMENTS).filter(col(ShipmentsTable.MONTH).leq(lit(AsOf.date(lastMonth()))));
        Map<String, Fleet> fleets = new HashMap<>();
        byModel(sales, ShipmentsTable.MODEL_ID, ShipmentsTable.MONTH, ShipmentsTable.UNITS)
                .forEach((model, units) -> {
                    double sold = units.stream().mapToDouble(Units::units).sum();
                    List<Units> months = inService.getOrDefault(model, List.of());
                    double still = months.isEmpty()
                            ? sold
                            : months.get(months.size() - 1).units();
                    fleets.put(model, new Fleet(units, sold > 0 ? still / sold : 1));
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
                        .as(SalesForecastsTable.UNITS));
        return byModel(cells, SalesForecastsTable.MODEL_ID, SalesForecastsTable.MONTH, SalesForecastsTable.UNITS);
    }

    /** Sums of units by model, in order of months. */
    private static Map<String, List<Units>> byModel(Dataset<Row> rows, String model, String month, String units) {
        Map<String, List<Units>> byModel = new HashMap<>();
        rows.groupBy(model, month)
                .agg(sum(units).cast("double").as(units))
                .collectAsList()
                .forEach(row -> byModel.computeIfAbsent(row.getAs(model), none -> new ArrayList<>())
                        .add(new Units(YearMonth.from(row.<Date>getAs(month).toLocalDate()), row.getAs(units))));
        byModel.values().forEach(months -> months.sort(Comparator.comparing(Units::month)));
        return byModel;
    }
}
