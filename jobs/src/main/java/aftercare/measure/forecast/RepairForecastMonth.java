package aftercare.measure.forecast;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Months;
import aftercare.stats.NegativeBinomial;
import aftercare.table.DimModelTable;
import aftercare.table.ForecastAccuracyTable;
import aftercare.table.RepairForecastMonthTable;
import aftercare.table.Tables;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.spark.api.java.function.MapGroupsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Repairs to expect in each of the next 24 months, by model and region and for their sums, with intervals. Defined in
 * schemas/gold/repair_forecast_month.yaml.
 *
 * @param scrap as in {@link FleetMeasure#scrap}
 */
public record RepairForecastMonth(Map<String, double[]> scrap) implements FleetMeasure {
    static final String BASE = "base";

    private static final StructType TYPE = new StructType()
            .add(RepairForecastMonthTable.SCENARIO, DataTypes.StringType)
            .add(RepairForecastMonthTable.ORIGIN, DataTypes.DateType)
            .add(RepairForecastMonthTable.LEVEL, DataTypes.StringType)
            .add(RepairForecastMonthTable.MODEL_ID, DataTypes.StringType)
            .add(RepairForecastMonthTable.REGION_ID, DataTypes.StringType)
            .add(RepairForecastMonthTable.MONTH, DataTypes.DateType)
            .add(RepairForecastMonthTable.HORIZON, DataTypes.IntegerType)
            .add(RepairForecastMonthTable.EXPECTED_N, DataTypes.DoubleType)
            .add(RepairForecastMonthTable.P10, DataTypes.DoubleType)
            .add(RepairForecastMonthTable.P50, DataTypes.DoubleType)
            .add(RepairForecastMonthTable.P80, DataTypes.DoubleType)
            .add(RepairForecastMonthTable.P90, DataTypes.DoubleType)
            .add(RepairForecastMonthTable.FROM_INSTALLED_N, DataTypes.DoubleType)
            .add(RepairForecastMonthTable.FROM_PLANNED_N, DataTypes.DoubleType)
            .add(RepairForecastMonthTable.INSTALLED_UNITS, DataTypes.DoubleType)
            .add(RepairForecastMonthTable.METHOD, DataTypes.StringType)
            .add(DimModelTable.CATEGORY, DataTypes.StringType)
            .add("futures", DataTypes.createArrayType(DataTypes.DoubleType, false));
    private static final double[] SHARES = {0.1, 0.5, 0.8, 0.9};
    private static final int EXPECTED = TYPE.fieldIndex(RepairForecastMonthTable.EXPECTED_N);
    private static final int INSTALLED = TYPE.fieldIndex(RepairForecastMonthTable.FROM_INSTALLED_N);
    private static final int CATEGORY = TYPE.fieldIndex(DimModelTable.CATEGORY);
    private static final int FUTURES = TYPE.fieldIndex("futures");

    public RepairForecastMonth {
        scrap = Map.copyOf(scrap);
    }

    @Override
    public String table() {
        return Tables.REPAIR_FORECAST_MONTH;
    }

    @Override
    public List<String> gold() {
        return List.of(Tables.REPAIR_AGE_MONTH, Tables.FORECAST_ACCURACY, Tables.DIM_MODEL, Tables.DIM_REGION);
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Learned learned = Learned.from(inputs.gold(Tables.FORECAST_ACCURACY));
        Dataset<Row> parts = inputs.keep(ForecastInputs.of(inputs, asOf, scrap)
                .reckoned(
                        (history, delays, into) -> new Reckoning(history, delays, learned, into).all(),
                        Encoders.row(TYPE)));
        Column isPart = col("futures").isNotNull();
        Dataset<Row> sums = parts.filter(isPart)
                .withColumn(
                        "sum",
                        concat_ws(
                                "/",
                                col(ForecastAccuracyTable.LEVEL),
                                col(RepairForecastMonthTable.REGION_ID),
                                col(RepairForecastMonthTable.MONTH)))
                .groupBy("sum")
                .as(Encoders.STRING(), Encoders.row(TYPE.add("sum", DataTypes.StringType)))
                .mapGroups(
                        (MapGroupsFunction<String, Row, Row>) (sum, rows) -> RepairForecastMonth.sum(rows),
                        Encoders.row(TYPE));
        return parts.filter(org.apache.spark.sql.functions.not(isPart))
                .union(sums)
                .repartition(col(RepairForecastMonthTable.MODEL_ID), col(RepairForecastMonthTable.REGION_ID));
    }

    /** The categories' parts of a region or of the company, added in the order of the categories. */
    private static Row sum(Iterator<Row> rows) {
        List<Row> parts = new ArrayList<>();
        rows.forEachRemaining(parts::add);
        parts.sort(Comparator.comparing(row -> row.getString(CATEGORY)));
        double[] figures = new double[4];
        double[] futures = new double[SamplePaths.PATHS];
        for (Row part : parts) {
            figures[0] += part.getDouble(EXPECTED);
            for (int i = 0; i < 3; i++) {
                figures[1 + i] += part.getDouble(INSTALLED + i);
            }
            List<Double> own = part.getList(FUTURES);
            for (int path = 0; path < futures.length; path++) {
                futures[path] += own.get(path);
            }
        }
        Row any = parts.get(0);
        return row(
                List.of(any.get(0), any.get(1), any.get(2), any.get(3), any.get(4), any.get(5), any.get(6)),
                figures,
                SamplePaths.quantiles(futures, 0, SHARES),
                "total",
                null,
                null);
    }

    private static Row row(
            List<Object> key, double[] figures, double[] quantiles, String method, String category, double[] futures) {
        List<Object> values = new ArrayList<>(key);
        values.add(figures[0]);
        for (double quantile : quantiles) {
            values.add(quantile);
        }
        values.add(figures[1]);
        values.add(figures[2]);
        values.add(figures[3]);
        values.add(method);
        values.add(category);
        values.add(futures);
        return RowFactory.create(values.toArray());
    }

    /** One category. */
    private static final class Reckoning {
        private final CategoryFleet fleet;
        private final RepairModel model;
        private final Projection projection;
        private final Learned learned;
        private final Consumer<Row> into;
        private final double[][] ofCategory;
        private final double planSpread;
        private final List<SamplePaths.Deviates> ofRegions;
        private final TreeMap<String, Sum> regions = new TreeMap<>();
        private final Sum all = new Sum();

        /** Expected, from installed, from planned, units; and the futures. By month ahead. */
        private static final class Sum {
            final double[][] figures = new double[Horizons.FORECAST][4];
            final double[] futures = new double[Horizons.FORECAST * SamplePaths.PATHS];

            void add(Sum other) {
                for (int h = 0; h < figures.length; h++) {
                    for (int i = 0; i < figures[h].length; i++) {
                        figures[h][i] += other.figures[h][i];
                    }
                }
                for (int i = 0; i < futures.length; i++) {
                    futures[i] += other.futures[i];
                }
            }
        }

        Reckoning(CategoryHistory history, Delays delays, Learned learned, Consumer<Row> into) {
            this.fleet = history.fleet;
            this.learned = learned;
            this.into = into;
            model = RepairModel.fit(history, delays, fleet.months() - 1, Horizons.ages(fleet));
            projection = new Projection(model, new PlannedSales(history, model.origin), Horizons.FORECAST);
            ofCategory = SamplePaths.ofCategory(fleet.category(), learned.ofCategory(fleet.category()));
            planSpread = PlanError.spread(history, model.origin);
            ofRegions = fleet.regions().stream()
                    .map(region -> SamplePaths.Deviates.ofRegion(fleet.category(), region.id(), Horizons.FORECAST))
                    .toList();
        }

        void all() {
            for (int m = 0; m < fleet.models().size(); m++) {
                String id = fleet.models().get(m).id();
                Sum ofModel = new Sum();
                SamplePaths.Deviates deviates = SamplePaths.Deviates.ofModel(fleet.category(), id, Horizons.FORECAST);
                for (int r = 0; r < fleet.regions().size(); r++) {
                    series(m, r, ofModel, deviates);
                }
                SamplePaths.multiply(ofModel.futures, ofCategory);
                if (ofModel.figures[0][3] > 0 || expected(ofModel) > 0) {
                    summed("model", id, ofModel);
                }
                all.add(ofModel);
            }
            summed(DimModelTable.CATEGORY, fleet.category(), all);
            regions.forEach((region, sum) -> {
                SamplePaths.multiply(sum.futures, ofCategory);
                parts("region", region, sum);
            });
            parts("company", "all", all);
        }

        private static double expected(Sum sum) {
            return java.util.Arrays.stream(sum.figures)
                    .mapToDouble(figures -> figures[0])
                    .sum();
        }

        private void series(int m, int r, Sum ofModel, SamplePaths.Deviates ofThisModel) {
            Projection.Expected expected = projection.of(m, r);
            double total = 0;
            for (int h = 0; h < Horizons.FORECAST; h++) {
                total += expected.total(h) + expected.units()[h];
            }
            if (!(total > 0)) {
                return;
            }
            String modelId = fleet.models().get(m).id();
            String regionId = fleet.regions().get(r).id();
            int band = Trial.band(monthly(expected));
            double[] weights = learned.weights(fleet.category(), band);
            double[] forecast = combined(weights, expected, model.lifted[m][r]);
            String method = said(weights);
            SamplePaths.Errors errors = new SamplePaths.Errors(
                    ofThisModel,
                    ofRegions.get(r),
                    SamplePaths.Deviates.ofSeries(fleet.category(), modelId, regionId, Horizons.FORECAST));
            double[] ofPlans = SamplePaths.ofPlans(fleet.category(), modelId, planSpread);
            Sum ofRegion = regions.computeIfAbsent(regionId, absent -> new Sum());
            for (int h = 0; h < Horizons.FORECAST; h++) {
                double[] factors = errors.factors(learned.parts(fleet.category(), band, h), h);
                double share = expected.plannedShare(h);
                double spread = Math.hypot(learned.ofSeries(fleet.category(), band, h), share * planSpread);
                double[] figures = {forecast[h], forecast[h] * (1 - share), forecast[h] * share, expected.units()[h]};
                into.accept(row(
                        key("model_region", modelId, regionId, h),
                        figures,
                        new NegativeBinomial(forecast[h], spread).quantiles(SHARES),
                        method,
                        null,
                        null));
                for (Sum sum : List.of(ofModel, ofRegion)) {
                    for (int i = 0; i < figures.length; i++) {
                        sum.figures[h][i] += figures[i];
                    }
                    SamplePaths.add(sum.futures, h * SamplePaths.PATHS, figures[1], figures[2], factors, ofPlans);
                }
            }
        }

        private static double monthly(Projection.Expected expected) {
            double sum = 0;
            for (int h = 0; h < Horizons.SCORED; h++) {
                sum += expected.total(h);
            }
            return sum / Horizons.SCORED;
        }

        private static double[] combined(double[] weights, Projection.Expected expected, double[] before) {
            double[] forecast = new double[Horizons.FORECAST];
            for (int method = 0; method < weights.length; method++) {
                if (weights[method] > 0) {
                    double[] own =
                            method < Methods.FROM_SERIES ? null : Methods.fromSeries(method, before, Horizons.FORECAST);
                    for (int h = 0; h < forecast.length; h++) {
                        double each = own != null
                                ? own[h]
                                : method == Methods.AGE_BASE ? expected.total(h) : expected.withRecentLevel(h);
                        forecast[h] += weights[method] * each;
                    }
                }
            }
            return forecast;
        }

        private static String said(double[] weights) {
            List<String> said = new ArrayList<>();
            for (int method = 0; method < weights.length; method++) {
                if (weights[method] >= 0.005) {
                    said.add(String.format(Locale.ROOT, "%s %.2f", Methods.NAMES.get(method), weights[method]));
                }
            }
            return String.join(" + ", said);
        }

        private void summed(String level, String id, Sum sum) {
            for (int h = 0; h < Horizons.FORECAST; h++) {
                double[] quantiles = SamplePaths.quantiles(sum.futures, h * SamplePaths.PATHS, SHARES);
                into.accept(row(key(level, id, "all", h), sum.figures[h], quantiles, "total", null, null));
            }
        }

        /** What this category adds to a sum over categories. */
        private void parts(String level, String region, Sum sum) {
            for (int h = 0; h < Horizons.FORECAST; h++) {
                double[] futures =
                        java.util.Arrays.copyOfRange(sum.futures, h * SamplePaths.PATHS, (h + 1) * SamplePaths.PATHS);
                into.accept(row(
                        key(level, "all", region, h),
                        sum.figures[h],
                        new double[SHARES.length],
                        "total",
                        fleet.category(),
                        futures));
            }
        }

        private List<Object> key(String level, String modelId, String regionId, int h) {
            int origin = fleet.firstMonth() + model.origin;
            return List.of(
                    BASE,
                    ForecastInputs.date(origin),
                    level,
                    modelId,
                    regionId,
                    ForecastInputs.date(origin + 1 + h),
                    h + 1);
        }
    }
}
