package aftercare.measure.outlets;

import aftercare.contract.Scorecard;
import aftercare.contract.Text;
import aftercare.stats.CountTail;
import aftercare.stats.Interval;
import aftercare.stats.Wilson;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Scores one outlet and advises on it, month by month (docs/decisions.md, DS1 to DS6). No advice rests on a month with
 * too few completed orders.
 */
final class OutletAdviser {
    private static final Set<String> OUT_OF_WORK = Set.of("suspended", "closed");

    private final Scorecard scorecard;
    private final OutletStatus status;
    private final NavigableMap<YearMonth, OutletMonth> months;

    /**
     * What the scorecard says of an outlet in a month.
     *
     * @param score 0 to 100; null when it is suppressed
     * @param grade A, B, C or -
     * @param funnel where the outlet lies among its peers
     * @param status its standing at the month's end; null when it is not known
     * @param recommendation what to do
     * @param reasons why, one sentence a line
     */
    record Advice(
            @Nullable Double score,
            String grade,
            FunnelPosition funnel,
            @Nullable String status,
            Recommendation recommendation,
            Text reasons) {}

    enum Recommendation {
        KEEP,
        WATCH,
        PROBATION_PASS,
        PROBATION_EXTEND,
        PROBATION_FAIL,
        REVIEW_FOR_REVOCATION;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Takes an outlet with all its months. */
    OutletAdviser(Scorecard scorecard, OutletStatus status, NavigableMap<YearMonth, OutletMonth> months) {
        this.scorecard = scorecard;
        this.status = status;
        this.months = months;
    }

    Advice advise(YearMonth month) {
        OutletMonth now = at(month);
        Double score = score(now);
        FunnelPosition funnel = funnel(now);
        String standing = status.at(month);
        Reasons reasons = new Reasons(scorecard);
        Recommendation recommendation = recommend(month, standing, reasons);
        return new Advice(score, grade(score), funnel, standing, recommendation, reasons.text());
    }

    private OutletMonth at(YearMonth month) {
        return Objects.requireNonNull(months.get(month), "advice is given on months with figures");
    }

    private Recommendation recommend(YearMonth month, @Nullable String standing, Reasons reasons) {
        if (standing != null && OUT_OF_WORK.contains(standing)) {
            reasons.outOfWork(standing);
            return Recommendation.KEEP;
        }
        if (OutletStatus.PROBATION.equals(standing)) {
            return probation(month, reasons);
        }
        if (review(month, reasons)) {
            return Recommendation.REVIEW_FOR_REVOCATION;
        }
        return watch(month, reasons) ? Recommendation.WATCH : Recommendation.KEEP;
    }

    private boolean suppressed(OutletMonth month) {
        return month.completed() < scorecard.fewestCompleted();
    }

    private @Nullable Double score(OutletMonth month) {
        double weights = 0;
        double weighted = 0;
        for (Scorecard.Kpi kpi : scorecard.kpis()) {
            OutletMonth.KpiFigure figure = month.figures().get(Kpi.of(kpi.metric()));
            if (figure != null && figure.attainment() != null) {
                weights += kpi.weight();
                weighted += kpi.weight() * figure.attainment();
            }
        }
        return suppressed(month) || weights == 0 ? null : weighted / weights;
    }

    private String grade(@Nullable Double score) {
        if (score == null) {
            return FunnelPosition.NONE.label();
        }
        return score >= scorecard.grades().a()
                ? "A"
                : score >= scorecard.grades().b() ? "B" : "C";
    }

    /** Low with two KPIs low or one clearly so, high likewise, low before high; in between otherwise. */
    private FunnelPosition funnel(OutletMonth month) {
        if (suppressed(month)) {
            return FunnelPosition.NONE;
        }
        if (standsOut(month, FunnelPosition.LOW)) {
            return FunnelPosition.LOW;
        }
        return standsOut(month, FunnelPosition.HIGH) ? FunnelPosition.HIGH : FunnelPosition.IN;
    }

    private boolean standsOut(OutletMonth month, FunnelPosition side) {
        int out = 0;
        boolean clearly = false;
        for (Scorecard.Kpi kpi : scorecard.kpis()) {
            OutletMonth.KpiFigure figure = month.figures().get(Kpi.of(kpi.metric()));
            if (figure != null && figure.betterBy() != null && kpi.weight() > 0) {
                out += FunnelPosition.of(figure.betterBy(), scorecard.funnel().lowSigmas()) == side ? 1 : 0;
                clearly |=
                        FunnelPosition.of(figure.betterBy(), scorecard.funnel().clearSigmas()) == side;
            }
        }
        return clearly || out >= scorecard.revocation().lowKpis();
    }

    /** The KPIs with a weight that are low in a month that is not suppressed. */
    private List<Scorecard.Kpi> low(OutletMonth month) {
        if (month == null || suppressed(month)) {
            return List.of();
        }
        return scorecard.kpis().stream()
                .filter(kpi -> kpi.weight() > 0)
                .filter(kpi -> {
                    OutletMonth.KpiFigure figure = month.figures().get(Kpi.of(kpi.metric()));
                    return figure != null
                            && figure.betterBy() != null
                            && FunnelPosition.of(
                                            figure.betterBy(),
                                            scorecard.funnel().lowSigmas())
                                    == FunnelPosition.LOW;
                })
                .toList();
    }

    private List<OutletMonth> last(YearMonth month, int count) {
        List<OutletMonth> last = new ArrayList<>();
        for (YearMonth at = month.minusMonths(count - 1L); !at.isAfter(month); at = at.plusMonths(1)) {
            if (months.containsKey(at)) {
                last.add(months.get(at));
            }
        }
        return last;
    }

    private boolean review(YearMonth month, Reasons reasons) {
        Scorecard.Revocation rule = scorecard.revocation();
        List<OutletMonth> bad = last(month, rule.ofLast()).stream()
                .filter(each -> low(each).size() >= rule.lowKpis())
                .toList();
        if (bad.size() >= rule.months()) {
            reasons.lowTogether(bad.size(), rule);
            bad.forEach(each -> low(each).forEach(kpi -> reasons.low(each, kpi)));
            reasons.act(low(bad.get(bad.size() - 1)));
            return true;
        }
        return severePattern(last(month, rule.ofLast()), reasons);
    }

    private boolean severePattern(List<OutletMonth> last, Reasons reasons) {
        Scorecard.Revocation rule = scorecard.revocation();
        Scorecard.Kpi asked = scorecard.kpi(Kpi.SEVERE_COMPLAINTS.metric);
        if (asked == null) {
            return false;
        }
        long complaints = 0;
        double expected = 0;
        int in = 0;
        long orders = 0;
        for (OutletMonth month : last) {
            OutletMonth.KpiFigure figure = month.figures().get(Kpi.SEVERE_COMPLAINTS);
            if (!suppressed(month) && figure != null && figure.expected() != null) {
                complaints += figure.n();
                orders += figure.d();
                expected += Kpi.SEVERE_COMPLAINTS.fromUnit(figure.expected()) * figure.d();
                in += figure.n() > 0 ? 1 : 0;
            }
        }
        boolean pattern = complaints >= rule.severeComplaints()
                && in >= 2
                && (expected <= 0 || CountTail.upper(complaints, expected, 0) <= rule.severeP());
        if (pattern) {
            reasons.severe(complaints, in, orders, expected, CountTail.mean(complaints, 0.95));
            reasons.act(List.of(asked));
        }
        return pattern;
    }

    private boolean watch(YearMonth month, Reasons reasons) {
        OutletMonth now = at(month);
        if (suppressed(now)) {
            reasons.suppressed(now.completed());
            return false;
        }
        List<Scorecard.Kpi> again = low(now).stream()
                .filter(kpi -> last(month, scorecard.revocation().ofLast()).stream()
                                .filter(each -> low(each).contains(kpi))
                                .count()
                        >= 2)
                .toList();
        if (funnel(now) == FunnelPosition.LOW || !again.isEmpty()) {
            low(now).forEach(kpi -> reasons.low(now, kpi));
            reasons.act(low(now));
            return true;
        }
        reasons.nothingStandsOut();
        return false;
    }

    /** What the last full months together say, each KPI's interval compared with its floor. */
    private Recommendation probation(YearMonth month, Reasons reasons) {
        Scorecard.Probation rule = scorecard.probation();
        int full = status.fullMonthsOnProbation(month);
        if (full < rule.fullMonths()) {
            reasons.tooEarly(full, rule.fullMonths());
            return Recommendation.WATCH;
        }
        List<OutletMonth> judged = last(month, rule.fullMonths());
        long completed = judged.stream().mapToLong(OutletMonth::completed).sum();
        if (completed < scorecard.fewestCompleted()) {
            reasons.probationSuppressed(completed, rule.fullMonths());
            return Recommendation.PROBATION_EXTEND;
        }
        int above = 0;
        int below = 0;
        int across = 0;
        for (Scorecard.Kpi asked : scorecard.kpis()) {
            Pooled pooled = Pooled.of(Kpi.of(asked.metric()), judged);
            if (pooled != null && !pooled.couldPass(rule.confidence())) {
                reasons.tooFewForFloor(asked, pooled);
            } else if (pooled != null) {
                int side = pooled.side(rule.confidence());
                reasons.againstFloor(asked, pooled, pooled.interval(rule.confidence()), side, rule);
                above += side > 0 ? 1 : 0;
                below += side < 0 ? 1 : 0;
                across += side == 0 ? 1 : 0;
            }
        }
        if (below > 0) {
            return Recommendation.PROBATION_FAIL;
        }
        return above > 0 && across == 0 ? Recommendation.PROBATION_PASS : Recommendation.PROBATION_EXTEND;
    }

    /**
     * One KPI over several months.
     *
     * @param floor in force in the last of them, as a plain ratio
     */
    record Pooled(Kpi kpi, long n, long d, double floor) {
        /** Null when there is nothing to count or no floor. */
        static @Nullable Pooled of(Kpi kpi, List<OutletMonth> months) {
            long n = 0;
            long d = 0;
            Double floor = null;
            for (OutletMonth month : months) {
                OutletMonth.KpiFigure figure = month.figures().get(kpi);
                if (figure != null) {
                    n += figure.n();
                    d += figure.d();
                    floor = figure.floor();
                }
            }
            return d == 0 || floor == null ? null : new Pooled(kpi, n, d, kpi.fromUnit(floor));
        }

        double rate() {
            return (double) n / d;
        }

        /**
         * Whether a spotless record would lie on the good side of the floor, or this one already lies on the bad one.
         */
        boolean couldPass(double confidence) {
            Pooled spotless = new Pooled(kpi, kpi.proportion ? d : 0, d, floor);
            return spotless.side(confidence) > 0 || side(confidence) < 0;
        }

        Interval interval(double confidence) {
            if (kpi.proportion) {
                double z = new NormalDistribution().inverseCumulativeProbability(1 - (1 - confidence) / 2);
                return Wilson.interval(n, d, z);
            }
            Interval mean = CountTail.mean(n, confidence);
            return new Interval(mean.low() / d, mean.high() / d);
        }

        /** 1 where the whole interval is no worse than the floor, -1 where it is worse, 0 where it lies across. */
        int side(double confidence) {
            Interval interval = interval(confidence);
            boolean allAbove = interval.low() >= floor;
            boolean allBelow = kpi.proportion ? interval.high() < floor : interval.high() <= floor;
            if (kpi.proportion) {
                return allAbove ? 1 : allBelow ? -1 : 0;
            }
            return allBelow ? 1 : interval.low() > floor ? -1 : 0;
        }
    }
}
