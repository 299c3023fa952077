package aftercare.measure.servicegap;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is known of a quarter: surveys of our own service by respondents and dimension, and promises and KPIs by name. */
final class QuarterFacts {
    private final Map<String, SurveyFigure> surveys = new HashMap<>();
    private final Map<String, Figure> figures = new HashMap<>();

    /** What surveys ask. */
    enum Asked {
        EXPECTATION,
        PERCEPTION
    }

    void add(String respondent, Asked asked, String dimension, SurveyFigure figure) {
        surveys.put(key(respondent, asked, dimension), figure);
    }

    void add(Figure figure) {
        figures.put(figure.name(), figure);
    }

    Optional<SurveyFigure> survey(String respondent, Asked asked, Dimension dimension) {
        return Optional.ofNullable(surveys.get(key(respondent, asked, dimension.word())));
    }

    Optional<Figure> figure(String name) {
        return Optional.ofNullable(figures.get(name));
    }

    private static String key(String respondent, Asked asked, String dimension) {
        return respondent + "/" + asked + "/" + dimension;
    }
}
