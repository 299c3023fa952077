package aftercare.measure.outlets;

import aftercare.contract.Messages;
import aftercare.contract.Scorecard;
import aftercare.contract.Text;
import aftercare.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Says why, in plain sentences with the numbers they rest on, a line each. */
final class Reasons {
    private final Scorecard scorecard;
    private final List<Text> sentences = new ArrayList<>();

    Reasons(Scorecard scorecard) {
        this.scorecard = scorecard;
    }

    Text text() {
        return Text.joined(Text.of("\n"), sentences);
    }

    void outOfWork(String status) {
        say("out_of_work." + status);
    }

    void suppressed(long completed) {
        say("suppressed", "completed", completed, "needed", scorecard.fewestCompleted());
    }

    void nothingStandsOut() {
        say("nothing_stands_out");
    }

    void lowTogether(int months, Scorecard.Revocation rule) {
        say("low_together", "kpis", rule.lowKpis(), "months", months, "last", rule.ofLast());
    }

    /** A KPI that is low in a month: its counts, its interval and what is expected. */
    void low(OutletMonth month, Scorecard.Kpi asked) {
        Kpi kpi = Kpi.of(asked.metric());
        OutletMonth.KpiFigure figure = Objects.requireNonNull(month.figures().get(kpi), "what is low has a figure");
        say(
                "low",
                "month",
                month.month(),
                "kpi",
                asked.label(),
                "rate",
                shown(kpi, figure.rate()),
                "counts",
                figure.n() + " / " + figure.d(),
                "range",
                range(kpi, figure.low(), figure.high()),
                "expected",
                shown(kpi, Objects.requireNonNull(figure.expected(), "what is low was compared")),
                "reference",
                kpi.reference.of());
    }

    void act(List<Scorecard.Kpi> low) {
        if (!low.isEmpty()) {
            say(
                    "next",
                    "actions",
                    Messages.clauses(low.stream().map(Scorecard.Kpi::action).toList()));
        }
    }

    void severe(long complaints, int months, long orders, double expected, Interval mean) {
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
