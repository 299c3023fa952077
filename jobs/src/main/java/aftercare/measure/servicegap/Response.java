package aftercare.measure.servicegap;

import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** One filled-in questionnaire. */
final class Response {
    private static final int HIGHEST_OF_FIVE = 5;

    private final String region;
    private final boolean rescaled;
    private final SortedMap<String, Answer> answers;

    /**
     * @param region of the respondent
     * @param rescaled whether any answer was given on another scale than 1 to 7
     * @param answers by item
     */
    Response(String region, boolean rescaled, Map<String, Answer> answers) {
        this.region = region;
        this.rescaled = rescaled;
        this.answers = new TreeMap<>(answers);
    }

    String region() {
        return region;
    }

    boolean rescaled() {
        return rescaled;
    }

    /** Whether all was said to be on 1 to 7 and nothing is above 5. */
    boolean mayBeOnFivePoints() {
        return !rescaled
                && answers.values().stream()
                        .flatMap(answer -> Stream.of(answer.expectation(), answer.perception()))
                        .allMatch(stated -> stated == null || stated <= HIGHEST_OF_FIVE);
    }

    boolean hasAnswered(Dimension dimension) {
        return of(dimension).anyMatch(answer -> !answer.isSilent());
    }

    /** The items of a dimension for which something was stated. */
    Stream<String> items(Dimension dimension, Function<Answer, Double> stated) {
        return answers.entrySet().stream()
                .filter(each -> Dimension.of(each.getKey()) == dimension)
                .filter(each -> stated.apply(each.getValue()) != null)
                .map(Map.Entry::getKey);
    }

    /** The mean of what was stated over the items of a dimension; empty where nothing was. */
    OptionalDouble mean(Dimension dimension, Function<Answer, Double> stated) {
        return of(dimension)
                .map(stated)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .average();
    }

    Double perception(String item) {
        Answer answer = answers.get(item);
        return answer == null ? null : answer.perception();
    }

    /** The weight of all items together. */
    double weight() {
        return weight(answers.values().stream());
    }

    /** The weight of a dimension's items together. */
    double weight(Dimension dimension) {
        return weight(of(dimension));
    }

    boolean weighs(Dimension dimension) {
        return of(dimension).anyMatch(answer -> answer.importance() != null);
    }

    private static double weight(Stream<Answer> answers) {
        return answers.map(Answer::importance)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    private Stream<Answer> of(Dimension dimension) {
        return answers.entrySet().stream()
                .filter(each -> Dimension.of(each.getKey()) == dimension)
                .map(Map.Entry::getValue);
    }
}
