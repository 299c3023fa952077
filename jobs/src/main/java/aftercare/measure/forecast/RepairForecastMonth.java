package aftercare.measure.forecast;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.not;

import aftercare.contract.FleetPolicy;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Months;
import aftercare.measure.api.Scenario;
import aftercare.stats.NegativeBinomial;
import aftercare.table.DimModelTable;
import aftercare.table.RepairForecastMonthTable;
import aftercare.table.Tables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
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
    private static final String TOTAL = "total";

    /** A row, and where it is only one category's part of a sum over categories, whose part and its futures. */
    private static final StructType PART = new StructType()
            .add("row", RepairForecastMonthTable.SCHEMA)
            .add(DimModelTable.CATEGORY, DataTypes.StringType)
            .add("futures", DataTypes.createArrayType(DataTypes.DoubleType, false));

    private static final int ROW = PART.fieldIndex("row");
    private static final int CATEGORY = PART.fieldIndex(DimModelTable.CATEGORY);
    private static final int FUTURES = PART.fieldIndex("futures");
    private static final double[] SHARES = {0.1, 0.5, 0.8, 0.9};

    public RepairForecastMonth {
        scrap = Map.copyOf(scrap);
    }

    /** Takes how long units stay in service from the company's policy. */
    public RepairForecastMonth() {
        this(FleetPolicy.load().byMonth());
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
                .byCategory(
                        (history, delays, into) -> new CategoryForecast(history, delays, learned, into).all(),
                        Encoders.row(PART)));
        Column isPart = col("futures").isNotNull();
        Column sum = concat_ws(
                "/",
                col("row." + RepairForecastMonthTable.LEVEL),
                col("row." + RepairForecastMonthTable.REGION_ID),
                col("row." + RepairForecastMonthTable.MONTH));
        Dataset<Row> sums = parts.filter(isPart)
                .withColumn("sum", sum)
                .groupBy("sum")
                .as(Encoders.STRING(), Encoders.row(PART.add("sum", DataTypes.StringType)))
                .mapGroups(
                        (MapGroupsFunction<String, Row, Row>) (name, rows) -> summed(rows),
                        Encoders.row(RepairForecastMonthTable.SCHEMA));
        return parts.filter(not(isPart))
                .select("row.*")
                .union(sums)
                .repartition(col(RepairForecastMonthTable.MODEL_ID), col(RepairForecastMonthTable.REGION_ID));
    }

    /** The categories' parts of a region or of the company, added in the order of the categories. */
    private static Row summed(Iterator<Row> rows) {
        List<Row> parts = new ArrayList<>();
        rows.forEachRemaining(parts::add);
        parts.sort(Comparator.comparing(part -> part.getString(CATEGORY)));
        Figures figures = new Figures();
        double[] futures = new double[SamplePaths.PATHS];
        for (Row part : parts) {
            RepairForecastMonthTable.Values row = RepairForecastMonthTable.of(part.getStruct(ROW));
            figures.add(row.expectedN(), row.fromInstalledN(), row.fromPlannedN(), row.installedUnits());
            List<Double> own = part.getList(FUTURES);
            for (int path = 0; path < futures.length; path++) {
                futures[path] += own.get(path);
            }
        }
        RepairForecastMonthTable.Values any =
                RepairForecastMonthTable.of(parts.get(0).getStruct(ROW));
        RepairForecastMonthTable.Builder sum = RepairForecastMonthTable.row()
                .scenario(any.scenario())
                .origin(any.origin())
                .level(any.level())
                .modelId(any.modelId())
                .regionId(any.regionId())
                .month(any.month())
                .horizon(any.horizon())
                .method(TOTAL);
        return figures.in(sum, SamplePaths.quantiles(futures, 0, SHARES));
    }

    /** Repairs expected, from units installed and from units planned, and the units in service. */
    private static final class Figures {
        double expected;
        double installed;
        double planned;
        double units;

        void add(double moreExpected, double moreInstalled, double morePlanned, double moreUnits) {
            expected += moreExpected;
            installed += moreInstalled;
            planned += morePlanned;
            units += moreUnits;
        }

        void add(Figures other) {
            add(other.expected, other.installed, other.planned, other.units);
        }

        /**
         * The row with these figures.
         *
         * @param quantiles at {@link #SHARES}
         */
        Row in(RepairForecastMonthTable.Builder row, double[] quantiles) {
            return row.expectedN(expected)
                    .p10(quantiles[0])
                    .p50(quantiles[1])
                    .p80(quantiles[2])
                    .p90(quantiles[3])
                    .fromInstalledN(installed)
                    .fromPlannedN(planned)
                    .installedUnits(units)
                    .build();
        }
    }

    /** One category. */
    private static final class CategoryForecast {
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

        /** Figures and futures by month ahead. */
        private static final class Sum {
            final List<Figures> figures =
                    Stream.generate(Figures::new).limit(Horizons.FORECAST).toList();
            final double[] futures = new double[Horizons.FORECAST * SamplePaths.PATHS];

            void add(Sum other) {
                for (int h = 0; h < Horizons.FORECAST; h++) {
                    figures.get(h).add(other.figures.get(h));
                }
                for (int i = 0; i < futures.length; i++) {
                    futures[i] += other.futures[i];
                }
            }

            double expected() {
                return figures.stream().mapToDouble(month -> month.expected).sum();
            }
        }

        CategoryForecast(CategoryHistory history, Delays delays, Learned learned, Consumer<Row> into) {
            this.fleet = history.fleet;
            this.learned = learned;
            this.into = into;
            model = RepairModel.fit(history, delays);
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
                if (ofModel.figures.get(0).units > 0 || ofModel.expected() > 0) {
                    summed("model", id, ofModel);
                }
                all.add(ofModel);
            }
            summed("category", fleet.category(), all);
            regions.forEach((region, sum) -> {
                SamplePaths.multiply(sum.futures, ofCategory);
                parts("region", region, sum);
            });
            parts("company", "all", all);
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
            String method = inWords(weights);
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
                Figures figures = new Figures();
                figures.add(forecast[h], forecast[h] * (1 - share), forecast[h] * share, expected.units()[h]);
                add(
                        row("model_region", modelId, regionId, h).method(method),
                        figures,
                        new NegativeBinomial(forecast[h], spread).quantiles(SHARES));
                for (Sum sum : List.of(ofModel, ofRegion)) {
                    sum.figures.get(h).add(figures);
                    SamplePaths.add(
                            sum.futures, h * SamplePaths.PATHS, figures.installed, figures.planned, factors, ofPlans);
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

        private static String inWords(double[] weights) {
            List<String> words = new ArrayList<>();
            for (int method = 0; method < weights.length; method++) {
                if (weights[method] >= 0.005) {
                    words.add(String.format(Locale.ROOT, "%s %.2f", Methods.NAMES.get(method), weights[method]));
                }
            }
            return String.join(" + ", words);
        }

        private void summed(String level, String id, Sum sum) {
            for (int h = 0; h < Horizons.FORECAST; h++) {
                add(
                        row(level, id, "all", h).method(TOTAL),
                        sum.figures.get(h),
                        SamplePaths.quantiles(sum.futures, h * SamplePaths.PATHS, SHARES));
            }
        }

        private void add(RepairForecastMonthTable.Builder row, Figures figures, double[] quantiles) {
            into.accept(RowFactory.create(figures.in(row, quantiles), null, null));
        }

        /** What this category adds to a sum over categories. */
        private void parts(String level, String region, Sum sum) {
            for (int h = 0; h < Horizons.FORECAST; h++) {
                Row row = sum.figures.get(h).in(row(level, "all", region, h), new double[SHARES.length]);
                double[] futures = Arrays.copyOfRange(sum.futures, h * SamplePaths.PATHS, (h + 1) * SamplePaths.PATHS);
                into.accept(RowFactory.create(row, fleet.category(), futures));
            }
        }

        private RepairForecastMonthTable.Builder row(String level, String modelId, String regionId, int h) {
            int origin = fleet.firstMonth() + model.origin;
            return RepairForecastMonthTable.row()
                    .scenario(Scenario.BASE_NAME)
                    .origin(ForecastInputs.firstDay(origin))
                    .level(level)
                    .modelId(modelId)
                    .regionId(regionId)
                    .month(ForecastInputs.firstDay(origin + 1 + h))
                    .horizon(h + 1);
        }
    }
}
