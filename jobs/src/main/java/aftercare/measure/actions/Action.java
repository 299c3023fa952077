package aftercare.measure.actions;

import aftercare.contract.Contracts;
import aftercare.contract.RuleTexts;
import aftercare.contract.Rules;
import aftercare.contract.Scorecard;
import aftercare.contract.VersionedRule;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.table.ActionTable;
import aftercare.table.Tables;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * action: one row per recommendation, the one that keeps most customers first. Definitions: schemas/gold/action.yaml.
 *
 * <p>Other measures judge; here what they found is brought to one scale and put in one order.
 */
public final class Action implements Measure {
    /** The order of recommendations of which nothing tells what they bring. */
    private static final List<String> KINDS = List.of(
            DriverAdvice.WHAT,
            PromiseAdvice.WHAT,
            OutletAdvice.WHAT,
            IssueAdvice.WHAT,
            CourseAdvice.WHAT,
            PlanAdvice.TECHNICIANS,
            PlanAdvice.SITE,
            ClaimAdvice.WHAT,
            DataAdvice.WHAT);

    private static final Comparator<ActionTable.Values> FIRST = Comparator.comparing(
                    ActionTable.Values::gain, unknownLast())
            .thenComparing(ActionTable.Values::money, unknownLast())
            .thenComparing(ActionTable.Values::avoidedN, unknownLast())
            .thenComparing(action -> KINDS.indexOf(action.what()))
            .thenComparing(ActionTable.Values::actionId);

    private final VersionedRule<Integer> monthsAsked;
    private final List<Adviser> advisers;
    private final RuleTexts texts;
    private final String settings;

    /** Takes the promises, the scorecard and how many months are looked at. */
    public Action(Contracts contracts) {
        monthsAsked = contracts.rules().number(Rules.ACTION_MONTHS);
        VersionedRule<Integer> publishable = contracts.rules().number(Rules.PUBLISHABLE);
        Scorecard scorecard = Scorecard.load(contracts);
        advisers = List.of(
                new DriverAdvice(),
                new PromiseAdvice(contracts.promises(), publishable),
                new OutletAdvice(scorecard),
                new IssueAdvice(),
                new CourseAdvice(),
                new PlanAdvice(),
                new ClaimAdvice(),
                new DataAdvice(contracts));
        texts = contracts.texts();
        settings = monthsAsked + "\n" + publishable + "\n" + scorecard + "\n" + contracts.promises();
    }

    @Override
    public String table() {
        return Tables.ACTION;
    }

    @Override
    public List<String> sources() {
        return List.of();
    }

    @Override
    public List<String> gold() {
        return Stream.concat(Effects.gold().stream(), advisers.stream().flatMap(adviser -> adviser.gold().stream()))
                .distinct()
                .toList();
    }

    @Override
    public String settings() {
        return settings;
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Known known = new Known(inputs, asOf, monthsAsked.on(asOf.day()));
        Effects effects = new Effects(known);
        List<ActionTable.Builder> found = new ArrayList<>();
        advisers.forEach(adviser -> found.addAll(adviser.advice(known, effects)));
        List<ActionTable.Builder> ranked = found.stream()
                .sorted(Comparator.comparing(row -> ActionTable.of(row.build()), FIRST))
                .toList();
        List<Row> rows = new ArrayList<>();
        for (ActionTable.Builder row : ranked) {
            ActionTable.Values said = ActionTable.of(row.build());
            rows.add(row.asOf(asOf.day())
                    .rank(rows.size() + 1)
                    .advice(texts.fill(said.advice()))
                    .adviceZh(texts.fill(said.adviceZh()))
                    .build());
        }
        return inputs.spark().createDataFrame(rows, ActionTable.SCHEMA);
    }

    private static Comparator<@Nullable Double> unknownLast() {
        return Comparator.nullsLast(Comparator.reverseOrder());
    }
}
