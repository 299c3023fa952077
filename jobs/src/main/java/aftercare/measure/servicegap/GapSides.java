package aftercare.measure.servicegap;

import aftercare.contract.ServiceGaps;
import aftercare.contract.Text;
import aftercare.measure.servicegap.QuarterFacts.Asked;
import aftercare.measure.servicegap.QuarterFacts.Figure;
import aftercare.measure.servicegap.QuarterFacts.SurveyFigure;
import aftercare.stats.MeanEstimate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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

    private static final Text PROMISED = new Text("Promised", "承诺值");
    private static final Text STANDARD = new Text("The standard asks", "标准要求");
    private static final Text DELIVERED = new Text("Delivered", "实际交付");

    private final QuarterFacts facts;
    private final Dimension dimension;
    private final ServiceGaps.Answers answers;

    GapSides(QuarterFacts facts, Dimension dimension, ServiceGaps.Answers answers) {
        this.facts = facts;
        this.dimension = dimension;
        this.answers = answers;
    }

    Side left(Gap gap) {
        return switch (gap) {
            case PROMOTION -> asked(PROMISED, judged(answers.promises()), answers.promises());
            case UNDERSTANDING ->
                surveyed(
                        "employee",
                        Asked.EXPECTATION,
                        new Text("Employees believe consumers expect", "员工认为消费者期望"),
                        new Text(
                                "Ask employees what they believe consumers expect of %s (survey_answers with respondent employee, company us, expectation).",
                                "请调查员工认为消费者对%s的期望（survey_answers，respondent 为 employee、company 为 us，填写 expectation）。"));
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
            case PERCEPTION ->
                surveyed(
                        "consumer",
                        Asked.PERCEPTION,
                        new Text("Consumers perceive", "消费者感受"),
                        new Text(
                                "Ask consumers how they find our %s (survey_answers with respondent consumer, company us, perception).",
                                "请调查消费者对本公司%s的感受（survey_answers，respondent 为 consumer、company 为 us，填写 perception）。"));
        };
    }

    private Side consumersExpect() {
        return surveyed(
                "consumer",
                Asked.EXPECTATION,
                new Text("Consumers expect", "消费者期望"),
                new Text(
                        "Ask consumers what they expect of %s (survey_answers with respondent consumer, company us, expectation).",
                        "请调查消费者对%s的期望（survey_answers，respondent 为 consumer、company 为 us，填写 expectation）。"));
    }

    private Side surveyed(String respondent, Asked asked, Text says, Text collect) {
        Optional<SurveyFigure> found = facts.survey(respondent, asked, dimension);
        if (found.isEmpty()) {
            Text label = dimension.label();
            return Side.missing(
                    String.format(Locale.ROOT, collect.en(), label.en()),
                    String.format(Locale.ROOT, collect.zh(), label.zh()));
        }
        SurveyFigure figure = found.get();
        MeanEstimate estimate = figure.outOfHundred();
        return new Side(
                estimate,
                figure.n(),
                List.of("servqual." + asked.name().toLowerCase(Locale.ROOT) + " of " + respondent),
                new Text(
                        says.en() + " " + number(estimate.value()) + " (n " + count(figure.n())
                                + suspicion(figure, ", scale suspect") + ").",
                        says.zh() + " " + number(estimate.value()) + "（n=" + count(figure.n())
                                + suspicion(figure, "，量表存疑") + "）。"),
                figure.suspect());
    }

    private static String suspicion(SurveyFigure figure, String said) {
        return figure.suspect() ? said : "";
    }

    private List<Figure> figures(List<String> names, Predicate<Figure> fit) {
        return names.stream()
                .map(facts::figure)
                .flatMap(Optional::stream)
                .filter(fit)
                .toList();
    }

    private List<Figure> counted(List<String> names) {
        return figures(names, figure -> figure.d() > 0);
    }

    /** Both sides of a gap that sets a target against what was delivered are taken over the same figures. */
    private List<Figure> judged(List<String> names) {
        return figures(names, figure -> figure.d() > 0 && figure.target() != null);
    }

    /** Those with a target; where none has one, all that were counted, for then the other side is missing anyway. */
    private List<Figure> comparable(List<String> names) {
        List<Figure> judged = judged(names);
        return judged.isEmpty() ? counted(names) : judged;
    }

    private Side asked(Text says, List<Figure> figures, List<String> names) {
        if (figures.isEmpty()) {
            return names.isEmpty() || counted(names).isEmpty() ? collect() : targets(names);
        }
        return of(figures, Figure::asked, Figure::targetColumn, says, figure -> "", null);
    }

    private Side delivered(List<Figure> figures) {
        if (figures.isEmpty()) {
            return collect();
        }
        Long smallest = figures.stream().map(Figure::d).min(Long::compare).orElse(null);
        return of(
                figures, Figure::delivered, Figure::column, DELIVERED, figure -> ", n " + count(figure.d()), smallest);
    }

    private Side collect() {
        return Side.missing(answers.collect().en() + ".", answers.collect().zh() + "。");
    }

    private static Side targets(List<String> names) {
        String all = String.join(", ", names);
        return Side.missing(
                "State what is to be reached (source standards) for " + all + ".", "请在 standards 中设定目标值：" + all + "。");
    }

    private static Side of(
            List<Figure> figures,
            Function<Figure, MeanEstimate> share,
            Function<Figure, String> column,
            Text says,
            Function<Figure, String> rest,
            Long n) {
        MeanEstimate mean = MeanEstimate.meanOf(figures.stream().map(share).toList());
        String each = figures.stream()
                .map(figure -> figure.name() + " " + number(share.apply(figure).value()) + rest.apply(figure))
                .collect(Collectors.joining("; "));
        return new Side(
                mean,
                n,
                figures.stream().map(column).filter(Objects::nonNull).toList(),
                new Text(
                        says.en() + " " + number(mean.value()) + " (" + each + ").",
                        says.zh() + " " + number(mean.value()) + "（" + each + "）。"),
                false);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }
}
