package aftercare.measure.servicegap;

import aftercare.stats.MeanEstimate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a quarter: surveys of our own service by respondents and dimension, and promises and KPIs by name.
 */
final class QuarterFacts {
    private final Map<String, SurveyFigure> surveys = new HashMap<>();
    private final Map<String, QuarterFigure> figures = new HashMap<>();

    /**
     * A promise or KPI in a quarter.
     *
     * @param name as in the metric catalogue
     * @param column the gold column that it comes from
     * @param targetColumn where its target comes from
     * @param n times it was kept or met
     * @param d times it was due
     * @param target the share asked; null when none was in force
     */
    record QuarterFigure(
            String name,
            String column,
            String targetColumn,
            long n,
            long d,
            @Nullable Double target) {
        /** Share kept or met, on 0 to 100. */
        MeanEstimate delivered() {
            return MeanEstimate.share(n, d).scaled(100, 0);
        }

        /** Share asked, on 0 to 100. */
        MeanEstimate asked() {
            return MeanEstimate.exact(100 * Objects.requireNonNull(target, "nothing was asked"));
        }
    }

    /**
     * What one group of respondents says of one dimension in a quarter.
     *
     * @param mean on 1 to 7
     * @param sd between respondents; not a number with fewer than two
     * @param n respondents
     * @param suspect whether the scale is suspect
     */
    record SurveyFigure(double mean, double sd, long n, boolean suspect) {
        /** On 0 to 100. */
        MeanEstimate outOfHundred() {
            return MeanEstimate.of(mean, sd, n).scaled(100.0 / 6, -100.0 / 6);
        }
    }

    /** What surveys ask. */
    enum Asked {
        EXPECTATION,
        PERCEPTION
    }

    void add(String respondent, Asked asked, String dimension, SurveyFigure figure) {
        surveys.put(key(respondent, asked, dimension), figure);
    }

    void add(QuarterFigure figure) {
        figures.put(figure.name(), figure);
    }

    Optional<SurveyFigure> survey(String respondent, Asked asked, Dimension dimension) {
        return Optional.ofNullable(surveys.get(key(respondent, asked, dimension.word())));
    }

    Optional<QuarterFigure> figure(String name) {
        return Optional.ofNullable(figures.get(name));
    }

    private static String key(String respondent, Asked asked, String dimension) {
        return respondent + "/" + asked + "/" + dimension;
    }
}
