package aftercare.measure.outlets;

import aftercare.contract.Scorecard;
import aftercare.contract.Text;
import aftercare.stats.CountTail;
import aftercare.stats.Interval;
import aftercare.stats.Wilson;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Scores one outlet and advises on it, month by month (docs/decisions.md, DS1 to DS6). Score and funnel rest on KPIs
 * over as many last months as it takes; what is said to have happened in a month rests on that month. No advice rests
 * on too few completed orders.
 */
final class OutletAdviser {
    private static final Set<String> OUT_OF_WORK = Set.of("suspended", "closed");

    private final Scorecard scorecard;
    private final OutletStatus status;
    private final NavigableMap<YearMonth, OutletMonth> months;

    /**
     * What the scorecard says of an outlet in a month.
     *
     * @param judged the orders it rests on
     * @param score 0 to 100; null when it is suppressed
     * @param scoredShare weights of the KPIs in the score, of all weights; null without a score
     * @param flagged whether it is worse than like outlets, so that its grade is not the best
     * @param grade A, B, C or -
     * @param funnel where the outlet lies among its peers
     * @param status its standing at the month's end; null when it is not known
     * @param recommendation what to do
     * @param reasons why, one sentence a line
     * @param against the KPIs that these hold against it, with commas between; null for none
     */
    record Advice(
            Orders judged,
            @Nullable Double score,
            @Nullable Double scoredShare,
            boolean flagged,
            String grade,
            FunnelPosition funnel,
            @Nullable String status,
            Recommendation recommendation,
            Text reasons,
            @Nullable String against) {}

    /** Orders completed over some last months. */
    record Orders(long months, long completed) {}

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
        Orders judged = judged(month);
        boolean enough = judged.completed() >= scorecard.fewestCompleted();
        Double score = enough ? score(now) : null;
        FunnelPosition funnel = enough ? funnel(now) : FunnelPosition.NONE;
        Evidence evidence = new Evidence(
                judged,
                enough ? low(now.pooled()) : Set.of(),
                funnel,
                lowAgain(month),
                lowTogether(month),
                severe(last(month, scorecard.revocation().ofLast())));
        String standing = status.at(month);
        Reasons reasons = new Reasons(scorecard);
        Recommendation recommendation = recommend(month, standing, evidence, reasons);
        boolean best = score != null && score >= scorecard.grades().a();
        if (best && evidence.flagged()) {
            reasons.notTheBest();
        }
        if (score != null) {
            reasons.notScored(notScored(now), 1 - scoredShare(now));
        }
        return new Advice(
                judged,
                score,
                score == null ? null : scoredShare(now),
                evidence.flagged(),
                grade(score, evidence.flagged()),
                funnel,
                standing,
                recommendation,
                reasons.text(),
                reasons.against());
    }

    /**
     * What speaks against an outlet.
     *
     * @param judged the orders it is judged by
     * @param low the KPIs that are low over the months they are judged by
     * @param funnel where these put it
     * @param again the KPIs that were low in enough single months
     * @param together the single months in which enough KPIs were low, where these are enough; else none
     * @param severe its severe complaints where they repeat; else null
     */
    private record Evidence(
            Orders judged,
            Set<Scorecard.Kpi> low,
            FunnelPosition funnel,
            Set<Scorecard.Kpi> again,
            List<OutletMonth> together,
            @Nullable Severe severe) {
        boolean flagged() {
            return funnel == FunnelPosition.LOW || !again.isEmpty() || !together.isEmpty() || severe != null;
        }
    }

    /** Severe complaints of single months. */
    private record Severe(long complaints, int months, long orders, double expected) {}

    /** As few of the last months as give enough completed orders, from the outlet's first on. */
    private Orders judged(YearMonth month) {
        Orders judged = new Orders(0, 0);
        for (int length : scorecard.pooledMonths()) {
            if (judged.completed() < scorecard.fewestCompleted()) {
                List<OutletMonth> months = last(month, length).stream()
                        .dropWhile(each -> each.completed() == 0)
                        .toList();
                long completed =
                        months.stream().mapToLong(OutletMonth::completed).sum();
                judged = new Orders(
                        months.isEmpty() ? 0 : months.get(0).month().until(month, ChronoUnit.MONTHS) + 1, completed);
            }
        }
        return judged;
    }

    private OutletMonth at(YearMonth month) {
        return Objects.requireNonNull(months.get(month), "advice is given on months with figures");
    }

    private Recommendation recommend(YearMonth month, @Nullable String standing, Evidence evidence, Reasons reasons) {
        if (standing != null && OUT_OF_WORK.contains(standing)) {
            reasons.outOfWork(standing);
            return Recommendation.KEEP;
        }
        if (OutletStatus.PROBATION.equals(standing)) {
            return probation(month, reasons);
        }
        if (review(evidence, reasons)) {
            return Recommendation.REVIEW_FOR_REVOCATION;
        }
        return watch(month, evidence, reasons) ? Recommendation.WATCH : Recommendation.KEEP;
    }

    private boolean suppressed(OutletMonth month) {
        return month.completed() < scorecard.fewestCompleted();
    }

    private @Nullable Double score(OutletMonth month) {
        double weights = 0;
        double weighted = 0;
        for (Scorecard.Kpi kpi : scorecard.kpis()) {
            Double attainment = attainment(month, kpi);
            if (attainment != null) {
                weights += kpi.weight();
                weighted += kpi.weight() * attainment;
            }
        }
        return weights == 0 ? null : weighted / weights;
    }

    private static @Nullable Double attainment(OutletMonth month, Scorecard.Kpi kpi) {
        OutletMonth.KpiFigure figure = month.pooled().get(Kpi.of(kpi.metric()));
        return figure == null ? null : figure.attainment();
    }

    /** The KPIs with a weight that have no part in the score. */
    private List<Scorecard.Kpi> notScored(OutletMonth month) {
        return scorecard.kpis().stream()
                .filter(kpi -> kpi.weight() > 0 && attainment(month, kpi) == null)
                .toList();
    }

    private double scoredShare(OutletMonth month) {
        double all =
                scorecard.kpis().stream().mapToDouble(Scorecard.Kpi::weight).sum();
        double none =
                notScored(month).stream().mapToDouble(Scorecard.Kpi::weight).sum();
        return (all - none) / all;
    }

    private String grade(@Nullable Double score, boolean flagged) {
        if (score == null) {
            return FunnelPosition.NONE.label();
        }
        return score >= scorecard.grades().a() && !flagged
                ? "A"
                : score >= scorecard.grades().b() ? "B" : "C";
    }

    /** Low with two KPIs low or one clearly so, high likewise, low before high; none where no KPI is compared. */
    private FunnelPosition funnel(OutletMonth month) {
        if (comparedKpis(month).isEmpty()) {
            return FunnelPosition.NONE;
        }
        if (standsOut(month, FunnelPosition.LOW)) {
            return FunnelPosition.LOW;
        }
        return standsOut(month, FunnelPosition.HIGH) ? FunnelPosition.HIGH : FunnelPosition.IN;
    }

    private List<Double> comparedKpis(OutletMonth month) {
        List<Double> betterBy = new ArrayList<>();
        for (Scorecard.Kpi kpi : scorecard.kpis()) {
            OutletMonth.KpiFigure figure = month.pooled().get(Kpi.of(kpi.metric()));
            if (kpi.weight() > 0 && figure != null && figure.betterBy() != null) {
                betterBy.add(figure.betterBy());
            }
        }
        return betterBy;
    }

    private boolean standsOut(OutletMonth month, FunnelPosition side) {
        Scorecard.Funnel limits = scorecard.funnel();
        List<Double> all = comparedKpis(month);
        return all.stream().anyMatch(betterBy -> FunnelPosition.of(betterBy, limits.clearSigmas()) == side)
                || all.stream()
                                .filter(betterBy -> FunnelPosition.of(betterBy, limits.lowSigmas()) == side)
                                .count()
                        >= scorecard.revocation().lowKpis();
    }

    /** The KPIs with a weight that are low in a single month that is not suppressed. */
    private Set<Scorecard.Kpi> low(OutletMonth month) {
        return suppressed(month) ? Set.of() : low(month.figures());
    }

    private Set<Scorecard.Kpi> low(Map<Kpi, OutletMonth.KpiFigure> figures) {
        Set<Scorecard.Kpi> low = new LinkedHashSet<>();
        for (Scorecard.Kpi kpi : scorecard.kpis()) {
            OutletMonth.KpiFigure figure = figures.get(Kpi.of(kpi.metric()));
            Double betterBy = figure == null ? null : figure.betterBy();
            if (kpi.weight() > 0
                    && betterBy != null
                    && FunnelPosition.of(betterBy, scorecard.funnel().lowSigmas()) == FunnelPosition.LOW) {
                low.add(kpi);
            }
        }
        return low;
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

    /** The KPIs that were low in so many of the last single months as a review asks for, the month itself included. */
    private Set<Scorecard.Kpi> lowAgain(YearMonth month) {
        Scorecard.Revocation rule = scorecard.revocation();
        Set<Scorecard.Kpi> again = new LinkedHashSet<>(low(at(month)));
        again.removeIf(kpi -> lowMonths(month, kpi).size() < rule.months());
        return again;
    }

    private List<OutletMonth> lowMonths(YearMonth month, Scorecard.Kpi kpi) {
        return last(month, scorecard.revocation().ofLast()).stream()
                .filter(each -> low(each).contains(kpi))
                .toList();
    }

    private List<OutletMonth> lowTogether(YearMonth month) {
        Scorecard.Revocation rule = scorecard.revocation();
        List<OutletMonth> bad = last(month, rule.ofLast()).stream()
                .filter(each -> low(each).size() >= rule.lowKpis())
                .toList();
        return bad.size() >= rule.months() ? bad : List.of();
    }

    private boolean review(Evidence evidence, Reasons reasons) {
        List<OutletMonth> bad = evidence.together();
        if (!bad.isEmpty()) {
            reasons.lowTogether(bad.size(), scorecard.revocation());
            bad.forEach(each -> low(each).forEach(kpi -> reasons.low(figure(each.figures(), kpi), kpi)));
            reasons.act(low(bad.get(bad.size() - 1)));
            return true;
        }
        Severe severe = evidence.severe();
        if (severe != null) {
            reasons.severe(
                    severe.complaints(),
                    severe.months(),
                    severe.orders(),
                    severe.expected(),
                    CountTail.mean(severe.complaints(), 0.95));
            reasons.act(scorecard.kpis().stream()
                    .filter(kpi -> kpi.metric().equals(Kpi.SEVERE_COMPLAINTS.metric))
                    .toList());
            return true;
        }
        return false;
    }

    private static OutletMonth.KpiFigure figure(Map<Kpi, OutletMonth.KpiFigure> figures, Scorecard.Kpi kpi) {
        return Objects.requireNonNull(figures.get(Kpi.of(kpi.metric())), "what is low has a figure");
    }

    private @Nullable Severe severe(List<OutletMonth> last) {
        Scorecard.Revocation rule = scorecard.revocation();
        if (scorecard.kpi(Kpi.SEVERE_COMPLAINTS.metric) == null) {
            return null;
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
        return pattern ? new Severe(complaints, in, orders, expected) : null;
    }

    private boolean watch(YearMonth month, Evidence evidence, Reasons reasons) {
        OutletMonth now = at(month);
        Set<Scorecard.Kpi> low = evidence.low();
        low.forEach(kpi -> reasons.low(figure(now.pooled(), kpi), kpi));
        evidence.again().stream().filter(kpi -> !low.contains(kpi)).forEach(kpi -> lowMonths(month, kpi)
                .forEach(each -> reasons.low(figure(each.figures(), kpi), kpi)));
        if (evidence.flagged()) {
            Set<Scorecard.Kpi> all = new LinkedHashSet<>(low);
            all.addAll(evidence.again());
            reasons.act(all);
            return true;
        }
        if (evidence.judged().completed() < scorecard.fewestCompleted()) {
            reasons.suppressed(evidence.judged());
        } else if (!low.isEmpty()) {
            reasons.lowAlone();
        } else if (evidence.funnel() == FunnelPosition.NONE) {
            reasons.notCompared();
        } else {
            reasons.nothingStandsOut();
        }
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
            Kpi kpi = Kpi.of(asked.metric());
            OutletMonth.KpiFigure now = at(month).pooled().get(kpi);
            Pooled pooled = Pooled.of(kpi, judged, now == null ? null : now.floor());
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
        static @Nullable Pooled of(Kpi kpi, List<OutletMonth> months, @Nullable Double floor) {
            long n = 0;
            long d = 0;
            for (OutletMonth month : months) {
                OutletMonth.KpiFigure figure = month.figures().get(kpi);
                if (figure != null) {
                    n += figure.n();
                    d += figure.d();
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
