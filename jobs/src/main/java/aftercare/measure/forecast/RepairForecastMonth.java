package aftercare.measure.forecast;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.not;

import aftercare.contract.FleetPolicy;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Months;
import aftercare.table.DimModelTable;
import aftercare.table.RepairForecastMonthTable;
import aftercare.table.Tables;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapGroupsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Repairs to expect in each of the next 24 months, by model and region and for their sums, with intervals. Defined in
 * schemas/gold/repair_forecast_month.yaml.
 *
 * @param scrap as in {@link FleetMeasure#scrap}
 */
public record RepairForecastMonth(Map<String, double[]> scrap) implements FleetMeasure {
    static final String TOTAL = "total";

    /** A row, and where it is only one category's part of a sum over categories, whose part and its futures. */
    private static final StructType PART = new StructType()
            .add("row", RepairForecastMonthTable.SCHEMA)
            .add(DimModelTable.CATEGORY, DataTypes.StringType)
            .add("futures", DataTypes.createArrayType(DataTypes.DoubleType, false));

    private static final int ROW = PART.fieldIndex("row");
    private static final int CATEGORY = PART.fieldIndex(DimModelTable.CATEGORY);
    private static final int FUTURES = PART.fieldIndex("futures");

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
        return figures.in(sum, SamplePaths.quantiles(futures, 0, Figures.SHARES));
    }
}
