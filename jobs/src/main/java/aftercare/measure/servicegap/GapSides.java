package aftercare.measure.servicegap;

import aftercare.contract.Messages;
import aftercare.contract.ServiceGaps;
import aftercare.contract.Text;
import aftercare.measure.servicegap.QuarterFacts.Asked;
import aftercare.measure.servicegap.QuarterFacts.QuarterFigure;
import aftercare.measure.servicegap.QuarterFacts.SurveyFigure;
import aftercare.stats.MeanEstimate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The sides of the five gaps of one dimension in one quarter (docs/decisions.md, DV6 and DV7). */
final class GapSides {
    /** A gap between two sides of service quality. */
    enum Gap {
        PROMOTION,
        UNDERSTANDING,
        PROCEDURE,
        BEHAVIOUR,
        PERCEPTION;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String PROMISED = "promised";
    private static final String STANDARD = "standard";
    private static final String DELIVERED = "delivered";
    private static final Text COMMA = Text.of(", ");

    private final QuarterFacts facts;
    private final Dimension dimension;
    private final ServiceGaps.Answers answers;
    private final Function<String, Text> names;

    /** @param names what promises and figures are called, by their name in the metric catalogue */
    GapSides(QuarterFacts facts, Dimension dimension, ServiceGaps.Answers answers, Function<String, Text> names) {
        this.names = names;
        this.facts = facts;
        this.dimension = dimension;
        this.answers = answers;
    }

    Side left(Gap gap) {
        return switch (gap) {
            case PROMOTION -> asked(PROMISED, judged(answers.promises()), answers.promises());
            case UNDERSTANDING -> surveyed("employee", Asked.EXPECTATION, "employees_believe", "collect_beliefs");
            case PROCEDURE -> consumersExpect();
            case BEHAVIOUR -> asked(STANDARD, judged(answers.kpis()), answers.kpis());
            case PERCEPTION -> delivered(counted(answers.kpis()));
        };
    }

    Side right(Gap gap) {
        return switch (gap) {
            case PROMOTION -> delivered(comparable(answers.promises()));
            case UNDERSTANDING -> consumersExpect();
            case PROCEDURE ->
                asked(STANDARD, figures(answers.kpis(), figure -> figure.target() != null), answers.kpis());
            case BEHAVIOUR -> delivered(comparable(answers.kpis()));
            case PERCEPTION -> surveyed("consumer", Asked.PERCEPTION, "consumers_perceive", "collect_perceptions");
        };
    }

    private Side consumersExpect() {
        return surveyed("consumer", Asked.EXPECTATION, "consumers_expect", "collect_expectations");
    }

    private Side surveyed(String respondent, Asked asked, String says, String collect) {
        Optional<SurveyFigure> found = facts.survey(respondent, asked, dimension);
        if (found.isEmpty()) {
            return Side.missing(message(collect, "dimension", dimension.label()));
        }
        SurveyFigure figure = found.get();
        MeanEstimate estimate = figure.outOfHundred();
        return new Side(
                estimate,
                figure.n(),
                List.of("servqual." + asked.name().toLowerCase(Locale.ROOT) + " of " + respondent),
                message(
                        "survey",
                        "says",
                        message(says),
                        "value",
                        number(estimate.value()),
                        "n",
                        count(figure.n()),
                        "suspicion",
                        figure.suspect() ? message("suspicion") : Text.NONE),
                figure.suspect());
    }

    private static Text message(String key, Object... namesAndValues) {
        return Messages.text("servicegap." + key, namesAndValues);
    }

    private List<QuarterFigure> figures(List<String> names, Predicate<QuarterFigure> fit) {
        return names.stream()
                .map(facts::figure)
                .flatMap(Optional::stream)
                .filter(fit)
                .toList();
    }

    private List<QuarterFigure> counted(List<String> names) {
        return figures(names, figure -> figure.d() > 0);
    }

    /** Both sides of a gap that sets a target against what was delivered are taken over the same figures. */
    private List<QuarterFigure> judged(List<String> names) {
        return figures(names, figure -> figure.d() > 0 && figure.target() != null);
    }

    /** Those with a target; where none has one, all that were counted, for then the other side is missing anyway. */
    private List<QuarterFigure> comparable(List<String> names) {
        List<QuarterFigure> judged = judged(names);
        return judged.isEmpty() ? counted(names) : judged;
    }

    private Side asked(String says, List<QuarterFigure> figures, List<String> names) {
        if (figures.isEmpty()) {
            return names.isEmpty() || counted(names).isEmpty() ? collect() : targets(names);
        }
        return of(figures, QuarterFigure::asked, QuarterFigure::targetColumn, says, figure -> "", null);
    }

    private Side delivered(List<QuarterFigure> figures) {
        if (figures.isEmpty()) {
            return collect();
        }
        Long smallest =
                figures.stream().map(QuarterFigure::d).min(Long::compare).orElse(null);
        return of(
                figures,
                QuarterFigure::delivered,
                QuarterFigure::column,
                DELIVERED,
                figure -> ", n " + count(figure.d()),
                smallest);
    }

    private Side collect() {
        return Side.missing(message("collect", "text", answers.collect()));
    }

    private Side targets(List<String> wanted) {
        return Side.missing(message(
                "collect_targets",
                "figures",
                Text.joined(COMMA, wanted.stream().map(names).toList())));
    }

    private Side of(
            List<QuarterFigure> figures,
            Function<QuarterFigure, MeanEstimate> share,
            Function<QuarterFigure, String> column,
            String says,
            Function<QuarterFigure, String> rest,
            @Nullable Long n) {
        MeanEstimate mean = MeanEstimate.meanOf(figures.stream().map(share).toList());
        List<Text> each = figures.stream()
                .map(figure -> names.apply(figure.name())
                        .map(name -> name + " " + number(share.apply(figure).value()) + rest.apply(figure)))
                .toList();
        return new Side(
                mean,
                n,
                figures.stream().map(column).filter(Objects::nonNull).toList(),
                message(
                        "mean",
                        "says",
                        message(says),
                        "value",
                        number(mean.value()),
                        "figures",
                        Messages.clauses(each)),
                false);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }
}
