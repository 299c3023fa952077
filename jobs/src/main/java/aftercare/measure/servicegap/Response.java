package aftercare.measure.servicegap;

import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One filled-in questionnaire. */
final class Response {
    private static final int HIGHEST_OF_FIVE = 5;

    private final String region;
    private final boolean rescaled;
    private final SortedMap<String, Answer> answers;

    /**
     * What a respondent said to one item, on a scale of 1 to 7.
     *
     * @param expectation null when not stated
     * @param perception null when not stated
     * @param importance weight of the item, 0 or more; null when not stated
     */
    record Answer(
            @Nullable Double expectation,
            @Nullable Double perception,
            @Nullable Double importance) {
        private static final int POINTS = 7;

        /** An answer on a scale of 1 to {@code points}, brought to 1 to 7 in a straight line. */
        static Answer on(
                int points, @Nullable Integer expectation, @Nullable Integer perception, @Nullable Double importance) {
            return new Answer(rescaled(expectation, points), rescaled(perception, points), importance);
        }

        private static @Nullable Double rescaled(@Nullable Integer stated, int points) {
            return stated == null
                    ? null
                    : points == POINTS ? (double) stated : 1 + (stated - 1.0) * (POINTS - 1) / (points - 1);
        }

        /** Perception less expectation; null unless both were stated. */
        @Nullable
        Double gap() {
            return expectation == null || perception == null ? null : perception - expectation;
        }

        boolean isSilent() {
            return expectation == null && perception == null;
        }
    }

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

    @Nullable
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
