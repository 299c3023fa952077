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
import aftercare.table.OutletsTable;
import aftercare.table.RepairAgeMonthTable;
import aftercare.table.SalesForecastsTable;
import aftercare.table.ShipmentsTable;
import aftercare.table.Tables;
import java.io.Serializable;
import java.sql.Date;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
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
 * What measures of the repair model read: who there is (small, known to the driver), and the counts of each category, which are brought
 * together where that category is reckoned.
 */
final class ForecastInputs implements Serializable {
    private static final long serialVersionUID = 1;
    static final String UNKNOWN = SeenOrders.UNKNOWN;
    /** Sales that go back farther say nothing about units in service today. */
    private static final int MOST_SALE_MONTHS = 240;

    private static final StructType CELL = new StructType()
            .add(DimModelTable.CATEGORY, DataTypes.StringType)
            .add(OutletsTable.KIND, DataTypes.IntegerType)
            .add(ShipmentsTable.MODEL_ID, DataTypes.StringType)
            .add(ShipmentsTable.REGION_ID, DataTypes.StringType)
            .add(ShipmentsTable.MONTH, DataTypes.IntegerType)
            .add("a", DataTypes.IntegerType)
            .add("b", DataTypes.IntegerType)
            .add("plan", DataTypes.StringType)
            .add("n", DataTypes.DoubleType);
    private static final int SALE = 0;
    private static final int REPAIR = 1;
    private static final int PLAN = 2;

    /** What is reckoned from the counts of one category. */
    interface Reckoning<T> extends Serializable {
        void of(CategoryHistory history, Delays delays, java.util.function.Consumer<T> into);
    }

    final Map<String, CategoryFleet> fleets = new TreeMap<>();
    final Delays delays;
    final int firstMonth;
    final int months;

    /** Models that only facts name. */
    final TreeSet<String> unlisted = new TreeSet<>();

    private transient Inputs inputs;
    private transient AsOf asOf;
    private transient Map<String, String> categoryOf;

    private ForecastInputs(int firstMonth, int months, Delays delays) {
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

    static Date date(int number) {
        return AsOf.date(YearMonth.of(Math.floorDiv(number, 12), Math.floorMod(number, 12) + 1));
    }

    /** The last full month, by number. */
    int lastMonth() {
        return firstMonth + months - 1;
    }

    /** What the scrap curves say, as text. */
    static String saying(Map<String, double[]> scrap) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(scrap).forEach((category, shares) -> text.append(category)
                .append(' ')
                .append(Arrays.toString(shares))
                .append('\n'));
        return text.toString();
    }

    /**
     * Gathers who there is.
     *
     * @param scrap per category, the share of units still in service by age in months; none for a category that is not named
     */
    static ForecastInputs of(Inputs inputs, AsOf asOf, Map<String, double[]> scrap) {
        int origin = number(origin(asOf));
        TreeMap<Integer, long[]> byMonth = new TreeMap<>();
        int[] firstSale = {Integer.MAX_VALUE};
        // One query for both: each costs more to plan than to run.
        counts(inputs, origin)
                .groupBy(ShipmentsTable.MONTH, RepairAgeMonthTable.LAG_MONTHS)
                .agg(sum(RepairAgeMonthTable.REPAIR_N).as("n"))
                .union(inputs.silver(Tables.SHIPMENTS)
                        .agg(min(ShipmentsTable.MONTH).as(ShipmentsTable.MONTH))
                        .selectExpr(ShipmentsTable.MONTH, "-1", "0L"))
                .collectAsList()
                .forEach(row -> {
                    if (!row.isNullAt(0) && row.getInt(1) < 0) {
                        firstSale[0] = number(row.getDate(0));
                    } else if (!row.isNullAt(0)) {
                        note(byMonth, row);
                    }
                });
        Delays delays = of(byMonth, origin);
        ForecastInputs company =
                new ForecastInputs(origin + 1 - delays.counts().length, delays.counts().length, delays);
        company.inputs = inputs;
        company.asOf = asOf;
        company.members(firstSale[0], scrap);
        return company;
    }

    /** The reporting delays up to the last full month. */
    static Delays delays(Inputs inputs, AsOf asOf) {
        return of(byMonth(counts(inputs, number(origin(asOf)))), number(origin(asOf)));
    }

    private static Dataset<Row> counts(Inputs inputs, int origin) {
        return inputs.gold(Tables.REPAIR_AGE_MONTH)
                .filter(col(RepairAgeMonthTable.MONTH).leq(lit(date(origin))));
    }

    /** Repairs by month number and delay, ordered by month. */
    private static TreeMap<Integer, long[]> byMonth(Dataset<Row> counts) {
        TreeMap<Integer, long[]> byMonth = new TreeMap<>();
        counts.groupBy(ShipmentsTable.MONTH, RepairAgeMonthTable.LAG_MONTHS)
                .agg(sum(RepairAgeMonthTable.REPAIR_N))
                .collectAsList()
                .forEach(row -> note(byMonth, row));
        return byMonth;
    }

    private static void note(TreeMap<Integer, long[]> byMonth, Row row) {
        int lag = Math.min(row.getInt(1), CategoryHistory.DELAYS - 1);
        byMonth.computeIfAbsent(number(row.getDate(0)), month -> new long[CategoryHistory.DELAYS])[lag] +=
                row.getLong(2);
    }

    private static Delays of(TreeMap<Integer, long[]> byMonth, int origin) {
        int first = byMonth.isEmpty() ? origin : byMonth.firstKey();
        long[][] counts = new long[origin - first + 1][CategoryHistory.DELAYS];
        byMonth.forEach((month, lags) -> counts[month - first] = lags);
        return new Delays(counts);
    }

    private void members(int firstSale, Map<String, double[]> scrap) {
        TreeMap<String, String> zoneOf = new TreeMap<>();
        for (Row row : inputs.gold(Tables.DIM_REGION)
                .select(DimRegionTable.REGION_ID, DimRegionTable.CLIMATE_ZONE)
                .collectAsList()) {
            zoneOf.put(row.getString(0), row.isNullAt(1) ? UNKNOWN : row.getString(1));
        }
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
        categoryOf = new HashMap<>();
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
                .sorted(java.util.Comparator.comparing(row -> row.getString(0)))
                .forEach(row -> {
                    String category = row.isNullAt(1) ? UNKNOWN : row.getString(1);
                    categoryOf.put(row.getString(0), category);
                    if (!row.getBoolean(4)) {
                        unlisted.add(row.getString(0));
                    }
                    models.computeIfAbsent(category, absent -> new ArrayList<>())
                            .add(new CategoryFleet.Model(
                                    row.getString(0),
                                    row.isNullAt(2) ? Double.NaN : row.getDouble(2),
                                    row.isNullAt(3) ? 0 : row.getInt(3)));
                });
        return models;
    }

    private Dataset<Row> sales() {
        return inputs.silver(Tables.SHIPMENTS).filter(col(ShipmentsTable.MONTH).leq(lit(date(lastMonth()))));
    }

    private Dataset<Row> plans() {
        return inputs.silver(Tables.SALES_FORECASTS)
                .filter(col(SalesForecastsTable.ISSUED_ON).leq(lit(asOf.day())));
    }

    /**
     * Reckons each category where its counts are brought together, side by side.
     *
     * @param type how the results travel
     */
    <T> Dataset<T> reckoned(Reckoning<T> reckoning, Encoder<T> type) {
        Map<String, String> categories = new HashMap<>(categoryOf);
        Column category = udf(
                        (UDF1<String, String>) model -> categories.getOrDefault(model, UNKNOWN), DataTypes.StringType)
                .apply(col(ShipmentsTable.MODEL_ID));
        Dataset<Row> cells = sales().select(cell(SALE, lit(0), lit(0), lit(""), col(ShipmentsTable.UNITS)))
                .union(inputs.gold(Tables.REPAIR_AGE_MONTH)
                        .filter(col(RepairAgeMonthTable.MONTH).leq(lit(date(lastMonth()))))
                        .select(cell(
                                REPAIR,
                                col(RepairAgeMonthTable.AGE_MONTH),
                                col(RepairAgeMonthTable.LAG_MONTHS),
                                lit(""),
                                col(RepairAgeMonthTable.REPAIR_N))))
                .union(plans().select(cell(
                        PLAN,
                        datediff(col(SalesForecastsTable.ISSUED_ON), lit(Date.valueOf("1970-01-01"))),
                        lit(0),
                        coalesce(col(SalesForecastsTable.PLAN_ID), lit("")),
                        col(ShipmentsTable.UNITS))))
                .withColumn(DimModelTable.CATEGORY, category)
                .select(java.util.Arrays.stream(CELL.fieldNames())
                        .map(name -> col(name))
                        .toArray(Column[]::new));
        Map<String, CategoryFleet> all = new TreeMap<>(fleets);
        Delays late = delays;
        return cells.repartition(Math.max(2, Math.min(64, 3 * fleets.size())), col(DimModelTable.CATEGORY))
                .groupBy(DimModelTable.CATEGORY)
                .as(Encoders.STRING(), Encoders.row(CELL))
                .flatMapGroups(
                        (FlatMapGroupsFunction<String, Row, T>) (name, rows) -> {
                            List<T> results = new ArrayList<>();
                            if (all.containsKey(name)) {
                                reckoning.of(history(all.get(name), rows), late, results::add);
                            }
                            return results.iterator();
                        },
                        type);
    }

    private static Column[] cell(int kind, Column a, Column b, Column plan, Column n) {
        return new Column[] {
            lit(kind).as(OutletsTable.KIND),
            col(ShipmentsTable.MODEL_ID),
            col(ShipmentsTable.REGION_ID),
            year(col(ShipmentsTable.MONTH))
                    .multiply(12)
                    .plus(month(col(ShipmentsTable.MONTH)))
                    .minus(1)
                    .as(ShipmentsTable.MONTH),
            a.cast("int").as("a"),
            b.cast("int").as("b"),
            plan.as("plan"),
            n.cast("double").as("n")
        };
    }

    private static CategoryHistory history(CategoryFleet fleet, java.util.Iterator<Row> rows) {
        Map<String, Integer> models = new HashMap<>();
        fleet.models().forEach(model -> models.put(model.id(), models.size()));
        Map<String, Integer> regions = new HashMap<>();
        fleet.regions().forEach(region -> regions.put(region.id(), regions.size()));
        CategoryHistory history = new CategoryHistory(fleet);
        while (rows.hasNext()) {
            Row row = rows.next();
            Integer model = models.get(row.getString(2));
            Integer region = regions.get(row.getString(3));
            if (model == null || region == null) {
                // The dimensions are older than the facts, because only some tables were asked for.
                continue;
            }
            int month = row.getInt(4) - fleet.firstMonth();
            switch (row.getInt(1)) {
                case SALE -> {
                    if (month + fleet.salesBefore() >= 0) {
                        history.sold(model, region, month, row.getDouble(8));
                    }
                }
                case REPAIR ->
                    history.repaired(model, region, month, row.getInt(5), row.getInt(6), (int) row.getDouble(8));
                default -> history.planned(model, region, month, row.getInt(5), row.getString(7), row.getDouble(8));
            }
        }
        return history;
    }

    private static int number(Date date) {
        return number(YearMonth.from(date.toLocalDate()));
    }
}
