package aftercare.measure.outlets;

import aftercare.contract.Messages;
import aftercare.contract.Scorecard;
import aftercare.contract.Text;
import aftercare.stats.Interval;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says why, in plain sentences with the numbers they rest on, a line each. */
final class Reasons {
    private final Scorecard scorecard;
    private final List<Text> sentences = new ArrayList<>();
    private final Set<String> against = new LinkedHashSet<>();

    Reasons(Scorecard scorecard) {
        this.scorecard = scorecard;
    }

    Text text() {
        return Text.joined(Text.of("\n"), sentences);
    }

    /** The KPIs that sentences hold against the outlet, with commas between; null for none. */
    @Nullable
    String against() {
        return against.isEmpty() ? null : String.join(",", against);
    }

    void outOfWork(String status) {
        say("out_of_work." + status);
    }

    void suppressed(OutletAdviser.Orders judged) {
        say(
                judged.months() == 0 ? "suppressed_none" : "suppressed",
                "completed",
                judged.completed(),
                "months",
                judged.months(),
                "needed",
                scorecard.fewestCompleted());
    }

    void nothingStandsOut() {
        say("nothing_stands_out");
    }

    void lowTogether(int months, Scorecard.Revocation rule) {
        say("low_together", "kpis", rule.lowKpis(), "months", months, "last", rule.ofLast());
    }

    void lowAlone() {
        say(
                "low_alone",
                "sigmas",
                String.format(Locale.ROOT, "%.0f", scorecard.funnel().clearSigmas()));
    }

    void notCompared() {
        say("not_compared");
    }

    void notTheBest() {
        say("not_the_best");
    }

    /** The KPIs that have no part in the score, and their weights of all weights. */
    void notScored(Collection<Scorecard.Kpi> kpis, double weights) {
        if (!kpis.isEmpty()) {
            say(
                    "not_scored",
                    "kpis",
                    Messages.clauses(kpis.stream().map(Scorecard.Kpi::label).toList()),
                    "share",
                    shown(Kpi.FIXED, weights));
        }
    }

    /** A KPI that is low: its months, its counts, its interval and what is expected. */
    void low(OutletMonth.KpiFigure figure, Scorecard.Kpi asked) {
        against.add(asked.metric());
        Kpi kpi = Kpi.of(asked.metric());
        Interval interval = kpi.interval(figure.n(), figure.d());
        say(
                "low",
                "month",
                months(figure),
                "kpi",
                asked.label(),
                "rate",
                shown(kpi, kpi.inUnit(figure.rate())),
                "counts",
                figure.n() + " / " + figure.d(),
                "range",
                range(kpi, kpi.inUnit(interval.low()), kpi.inUnit(interval.high())),
                "expected",
                shown(kpi, Objects.requireNonNull(figure.expected(), "what is low was compared")),
                "reference",
                kpi.reference.of(scorecard.funnel().few(figure.peers())));
    }

    private static Text months(OutletMonth.KpiFigure figure) {
        return figure.from().equals(figure.to())
                ? Text.of(figure.to().toString())
                : Messages.text("outlets.months", "from", figure.from(), "to", figure.to());
    }

    void act(Collection<Scorecard.Kpi> low) {
        if (!low.isEmpty()) {
            say(
                    "next",
                    "actions",
                    Messages.clauses(low.stream().map(Scorecard.Kpi::action).toList()));
        }
    }

    void severe(long complaints, int months, long orders, double expected, Interval mean) {
        against.add(Kpi.SEVERE_COMPLAINTS.metric);
        say(
                "severe",
                "complaints",
                complaints,
                "months",
                months,
                "last",
                scorecard.revocation().ofLast(),
                "orders",
                orders,
                "range",
                String.format(Locale.ROOT, "%.1f - %.1f", mean.low(), mean.high()),
                "expected",
                String.format(Locale.ROOT, "%.1f", expected));
    }

    void tooEarly(int full, int needed) {
        say("too_early", "full", full, "needed", needed);
    }

    void probationSuppressed(long completed, int months) {
        say("probation_suppressed", "completed", completed, "months", months, "needed", scorecard.fewestCompleted());
    }

    void tooFewForFloor(Scorecard.Kpi asked, OutletAdviser.Pooled pooled) {
        say("too_few_for_floor", "kpi", asked.label(), "counts", pooled.n() + " / " + pooled.d());
    }

    void againstFloor(
            Scorecard.Kpi asked, OutletAdviser.Pooled pooled, Interval interval, int side, Scorecard.Probation rule) {
        if (side < 0) {
            against.add(asked.metric());
        }
        Kpi kpi = pooled.kpi();
        say(
                side > 0 ? "floor_better" : side < 0 ? "floor_worse" : "floor_unclear",
                "kpi",
                asked.label(),
                "rate",
                shown(kpi, kpi.inUnit(pooled.rate())),
                "months",
                rule.fullMonths(),
                "counts",
                pooled.n() + " / " + pooled.d(),
                "confidence",
                String.format(Locale.ROOT, "%.0f", 100 * rule.confidence()),
                "range",
                range(kpi, kpi.inUnit(interval.low()), kpi.inUnit(interval.high())),
                "floor",
                shown(kpi, kpi.inUnit(pooled.floor())));
    }

    private static String range(Kpi kpi, double low, double high) {
        return shown(kpi, low) + " - " + shown(kpi, high);
    }

    private static String shown(Kpi kpi, double figure) {
        return kpi.proportion
                ? String.format(Locale.ROOT, "%.0f %%", 100 * figure)
                : String.format(Locale.ROOT, "%.1f", figure);
    }

    private void say(String message, Object... namesAndValues) {
        sentences.add(Messages.text("outlets." + message, namesAndValues));
    }
}
