package aftercare.measure.servicegap;

import aftercare.stats.Interval;
import aftercare.table.ServqualTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.hipparchus.stat.descriptive.StreamingStatistics;
import org.hipparchus.stat.descriptive.rank.Median;
import org.jspecify.annotations.Nullable;

/** The responses of one group of respondents about one company in one quarter, scored by region and dimension. */
final class SurveyGroup {
    /** The member that stands for all regions together. */
    static final String ALL = "all";

    private final Key key;
    private final List<Response> responses;
    private final int fewest;

    /**
     * Importance against performance (Martilla and James, Journal of Marketing 41, 1977), split at the medians of a
     * group's dimensions.
     */
    enum Quadrant {
        KEEP_UP,
        CONCENTRATE_HERE,
        POSSIBLE_OVERKILL,
        LOW_PRIORITY;

        /**
         * Where a dimension lies.
         *
         * @param importance of the dimension
         * @param perception of the dimension
         * @param importances of all dimensions that are weighed and perceived
         * @param perceptions of the same dimensions
         */
        static Quadrant of(double importance, double perception, List<Double> importances, List<Double> perceptions) {
            boolean important = importance >= median(importances);
            boolean good = perception >= median(perceptions);
            if (important) {
                return good ? KEEP_UP : CONCENTRATE_HERE;
            }
            return good ? POSSIBLE_OVERKILL : LOW_PRIORITY;
        }

        private static double median(List<Double> values) {
            return new Median()
                    .evaluate(values.stream().mapToDouble(Double::doubleValue).toArray());
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a group is. */
    record Key(LocalDate quarter, String respondent, String company) {}

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
                        .flatMap(region -> scored(
                                region.getKey(),
                                region.getValue(),
                                Objects.requireNonNull(scales.get(region.getKey()), "all regions have one"))));
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

    private Row row(String region, DimensionScore score, @Nullable Quadrant quadrant, ScaleCheck scale) {
        Interval interval = score.gapInterval();
        Double gap = mean(score.gap());
        Double importance = known(score.importance());
        Remarks remarks = Remarks.on(score, scale, fewest);
        return ServqualTable.row()
                .quarter(key.quarter())
                .respondent(key.respondent())
                .company(key.company())
                .regionId(region)
                .dimension(score.dimension().word())
                .respondentsN(score.respondents())
                .expectationN(score.expectation().getN())
                .perceptionN(score.perception().getN())
                .gapN(score.gap().getN())
                .itemsN(score.items())
                .expectation(mean(score.expectation()))
                .expectationSd(deviation(score.expectation()))
                .perception(mean(score.perception()))
                .perceptionSd(deviation(score.perception()))
                .gap(gap)
                .gapLow(interval == null ? null : interval.low())
                .gapHigh(interval == null ? null : interval.high())
                .importanceN(score.weighing())
                .importance(importance)
                .weightedGap(gap == null || importance == null ? null : gap * importance / 100)
                .alphaN(score.alphaRespondents())
                .alpha(known(score.alpha()))
                .quadrant(quadrant == null ? null : quadrant.word())
                .scaleCheck(scale.word())
                .publishable(score.gap().getN() >= fewest && scale != ScaleCheck.SUSPECT)
                .note(remarks.en())
                .noteZh(remarks.zh())
                .build();
    }

    private static @Nullable Double mean(StreamingStatistics of) {
        return of.getN() == 0 ? null : of.getMean();
    }

    private static @Nullable Double deviation(StreamingStatistics of) {
        return of.getN() < 2 ? null : of.getStandardDeviation();
    }

    private static @Nullable Double known(OptionalDouble figure) {
        return figure.isPresent() ? figure.getAsDouble() : null;
    }
}
