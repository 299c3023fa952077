package aftercare.measure.forecast;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Months;
import aftercare.table.ForecastAccuracyTable;
import aftercare.table.Tables;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Tuple2;

/**
 * How well the forecast and its rivals did from past months, with what was known then. Defined in schemas/gold/forecast_accuracy.yaml. Each
 * category is tried by itself; regions and the company are then summed over categories and scored.
 *
 * @param scrap as in {@link FleetMeasure#scrap}
 */
public record ForecastAccuracy(Map<String, double[]> scrap) implements FleetMeasure {
    private static final StructType TYPE = new StructType()
            .add(ForecastAccuracyTable.ORIGIN_FROM, DataTypes.DateType)
            .add(ForecastAccuracyTable.ORIGIN_TO, DataTypes.DateType)
            .add(ForecastAccuracyTable.LEVEL, DataTypes.StringType)
            .add(ForecastAccuracyTable.SEGMENT, DataTypes.StringType)
            .add(ForecastAccuracyTable.METHOD, DataTypes.StringType)
            .add(ForecastAccuracyTable.SPAN, DataTypes.StringType)
            .add(ForecastAccuracyTable.HORIZON, DataTypes.IntegerType)
            .add(ForecastAccuracyTable.ORIGINS_N, DataTypes.LongType)
            .add(ForecastAccuracyTable.FORECASTS_N, DataTypes.LongType)
            .add(ForecastAccuracyTable.ACTUAL_N, DataTypes.DoubleType)
            .add(ForecastAccuracyTable.FORECAST_N, DataTypes.DoubleType)
            .add(ForecastAccuracyTable.ABSOLUTE_ERROR_N, DataTypes.DoubleType)
            .add(ForecastAccuracyTable.WAPE, DataTypes.DoubleType)
            .add(ForecastAccuracyTable.RELATIVE_WAPE, DataTypes.DoubleType)
            .add(ForecastAccuracyTable.BIAS, DataTypes.DoubleType)
            .add(ForecastAccuracyTable.RMSSE, DataTypes.DoubleType)
            .add(ForecastAccuracyTable.MASE, DataTypes.DoubleType)
            .add(ForecastAccuracyTable.COVERAGE_50, DataTypes.DoubleType)
            .add(ForecastAccuracyTable.COVERAGE_80, DataTypes.DoubleType)
            .add(ForecastAccuracyTable.COVERAGE_95, DataTypes.DoubleType)
            .add(ForecastAccuracyTable.WEIGHT, DataTypes.DoubleType)
            .add(ForecastAccuracyTable.SPREAD, DataTypes.DoubleType)
            .add(ForecastAccuracyTable.WIDTH_80, DataTypes.DoubleType);

    public ForecastAccuracy {
        scrap = Map.copyOf(scrap);
    }

    @Override
    public String table() {
        return Tables.FORECAST_ACCURACY;
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        ForecastInputs company = ForecastInputs.of(inputs, asOf, scrap);
        List<ScorePart> parts = company
                .reckoned(ForecastAccuracy::reckon, ScorePart.TRAVELLING)
                .groupByKey((MapFunction<Tuple2<String, byte[]>, String>) Tuple2::_1, Encoders.STRING())
                .flatMapGroups(
                        (FlatMapGroupsFunction<String, Tuple2<String, byte[]>, Tuple2<String, byte[]>>)
                                ForecastAccuracy::scored,
                        ScorePart.TRAVELLING)
                .collectAsList()
                .stream()
                .map(ScorePart::unpacked)
                // Sums of fractions depend on their order.
                .sorted(Comparator.comparing(ScorePart::owner))
                .toList();
        TreeMap<Score.Key, Score> all = new TreeMap<>();
        for (ScorePart part : parts) {
            part.scores().forEach((key, score) -> {
                Score sum = all.computeIfAbsent(key, absent -> new Score());
                sum.add(score);
                sum.weight = score.weight;
                sum.spread = score.spread;
            });
        }
        List<Row> rows = new ArrayList<>();
        all.forEach((key, score) -> rows.add(row(company, key, score, all)));
        return inputs.spark().createDataFrame(rows, TYPE);
    }

    private static void reckon(CategoryHistory history, Delays delays, Consumer<Tuple2<String, byte[]>> into) {
        TrackRecord record = TrackRecord.of(history, delays);
        String category = history.fleet.category();
        into.accept(new ScorePart(category, record.scores().byKey, null).packed());
        for (Totals totals : record.totals()) {
            into.accept(new ScorePart(category, null, totals).packed());
        }
    }

    private static Iterator<Tuple2<String, byte[]>> scored(String group, Iterator<Tuple2<String, byte[]>> parts) {
        TreeMap<Integer, TreeMap<String, Totals>> byOrigin = new TreeMap<>();
        List<Tuple2<String, byte[]>> scored = new ArrayList<>();
        while (parts.hasNext()) {
            ScorePart part = ScorePart.unpacked(parts.next());
            if (part.totals() == null) {
                scored.add(part.packed());
            } else {
                byOrigin.computeIfAbsent(part.totals().origin(), origin -> new TreeMap<>())
                        .put(part.owner(), part.totals());
            }
        }
        Scores scores = new Scores();
        for (TreeMap<String, Totals> ofOrigin : byOrigin.values()) {
            Iterator<Totals> totals = ofOrigin.values().iterator();
            Totals sum = totals.next();
            totals.forEachRemaining(sum::add);
            sum.score(scores, "all");
        }
        if (!byOrigin.isEmpty()) {
            scored.add(new ScorePart(group, scores.byKey, null).packed());
        }
        return scored.iterator();
    }

    private static Row row(ForecastInputs company, Score.Key key, Score score, TreeMap<Score.Key, Score> all) {
        Score naive = all.get(new Score.Key(
                key.level(), key.segment(), Methods.NAMES.get(Methods.SEASONAL_NAIVE), key.span(), key.horizon()));
        return RowFactory.create(
                ForecastInputs.date(company.firstMonth + score.origins.first()),
                ForecastInputs.date(company.firstMonth + score.origins.last()),
                key.level(),
                key.segment(),
                key.method(),
                key.span(),
                key.horizon(),
                (long) score.origins.size(),
                score.forecasts,
                score.actual,
                score.forecast,
                score.absolute,
                ratio(score.absolute, score.actual),
                ratio(score.absolute, naive.absolute),
                ratio(score.forecast - score.actual, score.actual),
                ratio(score.rmsse, score.rmsseSeries),
                ratio(score.mase, score.maseSeries),
                ratio(score.in50, score.judged),
                ratio(score.in80, score.judged),
                ratio(score.in95, score.judged),
                known(score.weight),
                known(score.spread),
                ratio(score.width, score.judged));
    }

    private static Double ratio(double over, double under) {
        return under > 0 ? over / under : null;
    }

    private static Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
