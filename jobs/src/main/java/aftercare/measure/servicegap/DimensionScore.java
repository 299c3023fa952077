package aftercare.measure.servicegap;

import aftercare.measure.servicegap.Response.Answer;
import aftercare.stats.CronbachAlpha;
import aftercare.stats.Interval;
import aftercare.stats.MeanEstimate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import org.hipparchus.stat.descriptive.StreamingStatistics;
import org.jspecify.annotations.Nullable;

/**
 * What some respondents say of one dimension. Means are taken over a respondent's items first, then over respondents.
 */
final class DimensionScore {
    private final Dimension dimension;
    private final List<Response> all;
    private final List<Response> answering;
    private final StreamingStatistics expectation;
    private final StreamingStatistics perception;
    private final StreamingStatistics gap;
    private final List<String> items;
    private final List<double[]> complete;

    /**
     * @param all the respondents of a group and region, those who did not answer the dimension included
     */
    DimensionScore(Dimension dimension, List<Response> all) {
        this.dimension = dimension;
        this.all = all;
        answering =
                all.stream().filter(response -> response.hasAnswered(dimension)).toList();
        expectation = means(Answer::expectation);
        perception = means(Answer::perception);
        gap = means(Answer::gap);
        items = perception.getN() > 0
                ? asked(Answer::perception, perception.getN())
                : asked(Answer::expectation, expectation.getN());
        complete = answering.stream()
                .map(response -> items.stream().map(response::perception).toList())
                .filter(perceptions -> perceptions.stream().allMatch(Objects::nonNull))
                .map(perceptions ->
                        perceptions.stream().mapToDouble(Double::doubleValue).toArray())
                .toList();
    }

    private StreamingStatistics means(Function<Answer, Double> stated) {
        StreamingStatistics means = new StreamingStatistics();
        answering.forEach(response -> response.mean(dimension, stated).ifPresent(means::addValue));
        return means;
    }

    /**
     * Items that at least half of those who answered the dimension stated: a stray one must not leave alpha without
     * respondents.
     */
    private List<String> asked(Function<Answer, Double> stated, long respondents) {
        Map<String, Integer> times = new TreeMap<>();
        answering.forEach(
                response -> response.items(dimension, stated).forEach(item -> times.merge(item, 1, Integer::sum)));
        return times.entrySet().stream()
                .filter(item -> 2L * item.getValue() >= respondents)
                .map(Map.Entry::getKey)
                .toList();
    }

    Dimension dimension() {
        return dimension;
    }

    long respondents() {
        return answering.size();
    }

    StreamingStatistics expectation() {
        return expectation;
    }

    StreamingStatistics perception() {
        return perception;
    }

    StreamingStatistics gap() {
        return gap;
    }

    int items() {
        return items.size();
    }

    /** The 95 % t interval of the gap over respondents; null with fewer than two, or where all have the same. */
    @Nullable
    Interval gapInterval() {
        return MeanEstimate.of(gap.getMean(), gap.getStandardDeviation(), gap.getN())
                .interval95()
                .orElse(null);
    }

    long alphaRespondents() {
        return complete.size();
    }

    OptionalDouble alpha() {
        return CronbachAlpha.raw(complete);
    }

    /** Respondents who weighed any item of any dimension. */
    long weighing() {
        return all.stream().filter(response -> response.weight() > 0).count();
    }

    /** The dimension's mean part of all weights, of 100; empty where nobody weighed an item of it. */
    OptionalDouble importance() {
        return all.stream().anyMatch(response -> response.weighs(dimension))
                ? all.stream()
                        .filter(response -> response.weight() > 0)
                        .mapToDouble(response -> 100 * response.weight(dimension) / response.weight())
                        .average()
                : OptionalDouble.empty();
    }

    long rescaled() {
        return answering.stream().filter(Response::rescaled).count();
    }
}
