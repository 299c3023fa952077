package aftercare.measure.forecast;

import aftercare.contract.FleetPolicy;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Months;
import aftercare.table.ForecastAccuracyTable;
import aftercare.table.Tables;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * How well the forecast and its rivals did from past months, with what was known then. Defined in
 * schemas/gold/forecast_accuracy.yaml. Each category is tried by itself; regions and the company are then summed over
 * categories and scored.
 *
 * @param scrap as in {@link FleetMeasure#scrap}
 */
public record ForecastAccuracy(Map<String, double[]> scrap) implements FleetMeasure {
    /** By the sum it belongs to. */
    private static final Encoder<Tuple2<String, byte[]>> TRAVELLING =
            Encoders.tuple(Encoders.STRING(), Encoders.BINARY());

    public ForecastAccuracy {
        scrap = Map.copyOf(scrap);
    }

    /** Takes how long units stay in service from the company's policy. */
    public ForecastAccuracy() {
        this(FleetPolicy.load().byMonth());
    }

    @Override
    public String table() {
        return Tables.FORECAST_ACCURACY;
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        ForecastInputs forecastInputs = ForecastInputs.of(inputs, asOf, scrap);
        List<Part> parts = forecastInputs
                .byCategory(ForecastAccuracy::compute, TRAVELLING)
                .groupByKey((MapFunction<Tuple2<String, byte[]>, String>) Tuple2::_1, Encoders.STRING())
                .flatMapGroups(
                        (FlatMapGroupsFunction<String, Tuple2<String, byte[]>, Tuple2<String, byte[]>>)
                                ForecastAccuracy::scored,
                        TRAVELLING)
                .collectAsList()
                .stream()
                .map(Part::unpacked)
                // Sums of fractions depend on their order.
                .sorted(Comparator.comparing(Part::owner))
                .toList();
        TreeMap<Score.Key, Score> all = new TreeMap<>();
        for (Part part : parts) {
            Objects.requireNonNull(part.scores(), "sums are scored by now").forEach((key, score) -> {
                Score sum = all.computeIfAbsent(key, absent -> new Score());
                sum.add(score);
                sum.weight = score.weight;
                sum.spread = score.spread;
            });
        }
        List<Row> rows = new ArrayList<>();
        all.forEach((key, score) -> rows.add(row(forecastInputs.firstMonth, key, score, all)));
        return inputs.spark().createDataFrame(rows, ForecastAccuracyTable.SCHEMA);
    }

    private static void compute(CategoryHistory history, Delays delays, Consumer<Tuple2<String, byte[]>> into) {
        TrackRecord record = TrackRecord.of(history, delays);
        String category = history.fleet.category();
        into.accept(new Part(category, record.scores().byKey, null).packed());
        for (Totals totals : record.totals()) {
            into.accept(new Part(category, null, totals).packed());
        }
    }

    private static Iterator<Tuple2<String, byte[]>> scored(String group, Iterator<Tuple2<String, byte[]>> parts) {
        TreeMap<Integer, TreeMap<String, Totals>> byOrigin = new TreeMap<>();
        List<Tuple2<String, byte[]>> scored = new ArrayList<>();
        while (parts.hasNext()) {
            Part part = Part.unpacked(parts.next());
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
            scored.add(new Part(group, scores.byKey, null).packed());
        }
        return scored.iterator();
    }

    private static Row row(int firstMonth, Score.Key key, Score score, TreeMap<Score.Key, Score> all) {
        Score.Key ofNaive = new Score.Key(
                key.level(), key.segment(), Methods.NAMES.get(Methods.SEASONAL_NAIVE), key.span(), key.horizon());
        Score naive = Objects.requireNonNull(all.get(ofNaive), "all methods are scored alike");
        return ForecastAccuracyTable.row()
                .originFrom(ForecastInputs.firstDay(firstMonth + score.origins.first()))
                .originTo(ForecastInputs.firstDay(firstMonth + score.origins.last()))
                .level(key.level())
                .segment(key.segment())
                .method(key.method())
                .span(key.span())
                .horizon(key.horizon())
                .originsN(score.origins.size())
                .forecastsN(score.forecasts)
                .actualN(score.actual)
                .forecastN(score.forecast)
                .absoluteErrorN(score.absolute)
                .wape(ratio(score.absolute, score.actual))
                .relativeWape(ratio(score.absolute, naive.absolute))
                .bias(ratio(score.forecast - score.actual, score.actual))
                .rmsse(ratio(score.rmsse, (double) score.rmsseSeries))
                .mase(ratio(score.mase, (double) score.maseSeries))
                .coverage50(ratio((double) score.in50, (double) score.judged))
                .coverage80(ratio((double) score.in80, (double) score.judged))
                .coverage95(ratio((double) score.in95, (double) score.judged))
                .weight(known(score.weight))
                .spread(known(score.spread))
                .width80(ratio(score.width, (double) score.judged))
                .build();
    }

    private static @Nullable Double ratio(double over, double under) {
        return under > 0 ? over / under : null;
    }

    private static @Nullable Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }

    /**
     * What travels from a category: scores to be added up, or a part of a sum that is scored when all parts have met.
     *
     * @param owner the category, or the sum scored
     * @param scores null for a part of a sum
     * @param totals null for scores
     */
    private record Part(
            String owner,
            @Nullable TreeMap<Score.Key, Score> scores,
            @Nullable Totals totals) implements Serializable {
        private String group() {
            return totals == null ? "scores/" + owner : totals.level() + "/" + totals.id();
        }

        Tuple2<String, byte[]> packed() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(this);
            } catch (IOException impossible) {
                throw new UncheckedIOException("memory cannot be written", impossible);
            }
            return new Tuple2<>(group(), bytes.toByteArray());
        }

        static Part unpacked(Tuple2<String, byte[]> travelled) {
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(travelled._2()))) {
                return (Part) in.readObject();
            } catch (IOException | ClassNotFoundException impossible) {
                throw new IllegalStateException("a part of the scores did not arrive whole", impossible);
            }
        }
    }
}
