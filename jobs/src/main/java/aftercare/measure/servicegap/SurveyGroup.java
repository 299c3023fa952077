package aftercare.measure.servicegap;

import aftercare.stats.Interval;
import java.sql.Date;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.hipparchus.stat.descriptive.StreamingStatistics;

/** The responses of one group of respondents about one company in one quarter, scored by region and dimension. */
final class SurveyGroup {
    /** The member that stands for all regions together. */
    static final String ALL = "all";

    static final StructType RESULT = StructType.fromDDL(
            "quarter DATE, respondent STRING, company STRING, region_id STRING, dimension STRING, respondents_n BIGINT,"
                    + " expectation_n BIGINT, perception_n BIGINT, gap_n BIGINT, items_n INT, expectation DOUBLE,"
                    + " expectation_sd DOUBLE, perception DOUBLE, perception_sd DOUBLE, gap DOUBLE, gap_low DOUBLE,"
                    + " gap_high DOUBLE, importance_n BIGINT, importance DOUBLE, weighted_gap DOUBLE, alpha_n BIGINT,"
                    + " alpha DOUBLE, quadrant STRING, scale_check STRING, publishable BOOLEAN, note STRING,"
                    + " note_zh STRING");

    private final Key key;
    private final List<Response> responses;
    private final int fewest;

    /** What a group is. */
    record Key(Date quarter, String respondent, String company) {}

    /**
     * @param responses in an order that does not depend on how they came, so that sums of doubles do not either
     * @param fewest below so many respondents a row is marked
     */
    SurveyGroup(Key key, List<Response> responses, int fewest) {
        this.key = key;
        this.responses = List.copyOf(responses);
        this.fewest = fewest;
    }

    Stream<Row> rows() {
        SortedMap<String, List<Response>> regions = new TreeMap<>();
        responses.forEach(response -> regions.computeIfAbsent(response.region(), none -> new ArrayList<>())
                .add(response));
        ScaleCheck together = ScaleCheck.of(responses);
        Map<String, ScaleCheck> scales = new TreeMap<>();
        regions.forEach(
                (region, of) -> scales.put(region, together == ScaleCheck.SUSPECT ? together : ScaleCheck.of(of)));
        ScaleCheck whole = scales.containsValue(ScaleCheck.SUSPECT) ? ScaleCheck.SUSPECT : together;
        return Stream.concat(
                scored(ALL, responses, whole),
                regions.entrySet().stream()
                        .flatMap(region -> scored(region.getKey(), region.getValue(), scales.get(region.getKey()))));
    }

    private Stream<Row> scored(String region, List<Response> of, ScaleCheck scale) {
        List<DimensionScore> scores = Stream.of(Dimension.values())
                .map(dimension -> new DimensionScore(dimension, of))
                .filter(score -> score.respondents() > 0)
                .toList();
        List<DimensionScore> judged = scores.stream()
                .filter(score ->
                        score.importance().isPresent() && score.perception().getN() > 0)
                .toList();
        List<Double> importances =
                judged.stream().map(score -> score.importance().getAsDouble()).toList();
        List<Double> perceptions =
                judged.stream().map(score -> score.perception().getMean()).toList();
        return scores.stream().map(score -> {
            Quadrant quadrant = judged.contains(score)
                    ? Quadrant.of(
                            score.importance().getAsDouble(), score.perception().getMean(), importances, perceptions)
                    : null;
            return row(region, score, quadrant, scale);
        });
    }

    private Row row(String region, DimensionScore score, Quadrant quadrant, ScaleCheck scale) {
        Interval interval = score.gapInterval();
        Double gap = mean(score.gap());
        Double importance = known(score.importance());
        Remarks remarks = Remarks.on(score, scale, fewest);
        return RowFactory.create(
                key.quarter(),
                key.respondent(),
                key.company(),
                region,
                score.dimension().word(),
                score.respondents(),
                score.expectation().getN(),
                score.perception().getN(),
                score.gap().getN(),
                score.items(),
                mean(score.expectation()),
                deviation(score.expectation()),
                mean(score.perception()),
                deviation(score.perception()),
                gap,
                interval == null ? null : interval.low(),
                interval == null ? null : interval.high(),
                score.weighing(),
                importance,
                gap == null || importance == null ? null : gap * importance / 100,
                score.alphaRespondents(),
                known(score.alpha()),
                quadrant == null ? null : quadrant.word(),
                scale.word(),
                score.gap().getN() >= fewest && scale != ScaleCheck.SUSPECT,
                remarks.en(),
                remarks.zh());
    }

    private static Double mean(StreamingStatistics of) {
        return of.getN() == 0 ? null : of.getMean();
    }

    private static Double deviation(StreamingStatistics of) {
        return of.getN() < 2 ? null : of.getStandardDeviation();
    }

    private static Double known(OptionalDouble figure) {
        return figure.isPresent() ? figure.getAsDouble() : null;
    }
}
