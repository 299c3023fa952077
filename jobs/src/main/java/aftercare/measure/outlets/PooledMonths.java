package aftercare.measure.outlets;

import aftercare.contract.Scorecard;
import aftercare.measure.facts.Standards;
import aftercare.stats.FunnelPoint;
import aftercare.stats.IndirectStandardisation;
import aftercare.stats.Interval;
import aftercare.table.OutletKpiExpectedTable;
import aftercare.table.OutletKpiMonthTable;
import aftercare.table.OutletScorecardKpiTable;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The outlets as they stand at the end of a month: of each KPI its last months are added up, as many as it takes to
 * judge it (docs/decisions.md, DS4). All outlets are compared over the same months; each then takes the shortest time
 * that suffices.
 */
final class PooledMonths {
    private final Scorecard scorecard;
    private final Standards standards;
    private final Map<String, String> tiers;
    private final YearMonth month;
    private final YearMonth ripe;
    private final NavigableMap<String, NavigableMap<YearMonth, MonthCounts>> outlets = new TreeMap<>();

    /** What an outlet did in a month. */
    private static final class MonthCounts {
        private String region = "";
        private long completed;
        private boolean listed;
        private final Map<Kpi, Counts> figures = new EnumMap<>(Kpi.class);
    }

    /** @param mix rate expected of the outlet's mix, as a plain ratio; null where nothing tells it */
    private record Counts(long n, long d, @Nullable Double mix) {}

    /** Months from one to another, both included. */
    private record Span(YearMonth from, YearMonth to) {
        long months() {
            return ChronoUnit.MONTHS.between(from, to) + 1;
        }
    }

    /** A KPI of an outlet and the months it is judged by. */
    private record Judged(Span months, PeerComparison.KpiFigure figure) {}

    /**
     * Takes a month.
     *
     * @param tiers the tier of each region that has one
     * @param month at whose end outlets are judged; the standards in force on its first day count
     * @param ripe the last month of which all first fixes are known
     */
    PooledMonths(
            Scorecard scorecard, Standards standards, Map<String, String> tiers, YearMonth month, YearMonth ripe) {
        this.scorecard = scorecard;
        this.standards = standards;
        this.tiers = tiers;
        this.month = month;
        this.ripe = ripe;
    }

    /**
     * The rows of outlet_scorecard_kpi.
     *
     * @param rows of outlet_kpi_expected and, without a metric, of outlet_kpi_month, up to this month
     */
    Iterator<Row> judged(Iterator<Row> rows) {
        rows.forEachRemaining(this::take);
        List<Row> judged = new ArrayList<>();
        for (Scorecard.Kpi asked : scorecard.kpis()) {
            judge(asked).forEach((outlet, of) -> {
                MonthCounts now = Objects.requireNonNull(outlets.get(outlet), "what is judged has months")
                        .get(month);
                if (now != null && now.listed) {
                    judged.add(row(outlet, now.region, asked, of));
                }
            });
        }
        return judged.iterator();
    }

    private void take(Row row) {
        OutletKpiExpectedTable.Values values = OutletKpiExpectedTable.of(row);
        MonthCounts counts = outlets.computeIfAbsent(values.outletId(), none -> new TreeMap<>())
                .computeIfAbsent(YearMonth.from(values.month()), none -> new MonthCounts());
        counts.region = values.regionId();
        if (values.metric() == null) {
            Long completed = row.getAs(OutletKpiMonthTable.COMPLETED_N);
            counts.listed = true;
            counts.completed = completed == null ? 0 : completed;
        } else {
            Kpi kpi = Kpi.of(values.metric());
            Double mix = values.mixRate();
            counts.figures.put(kpi, new Counts(values.n(), values.d(), mix == null ? null : kpi.fromUnit(mix)));
        }
    }

    /** Each outlet's KPI; none where the company had nothing to count in the shortest time, or the outlet in none. */
    private Map<String, Judged> judge(Scorecard.Kpi asked) {
        Kpi kpi = Kpi.of(asked.metric());
        YearMonth last = kpi == Kpi.FIRST_FIX && ripe.isBefore(month) ? ripe : month;
        Map<String, Judged> judged = new TreeMap<>();
        Map<String, Boolean> enough = new TreeMap<>();
        for (int length : scorecard.pooledMonths()) {
            Span span = counted(kpi, new Span(last.minusMonths(length - 1L), last));
            if (span == null) {
                return judged;
            }
            List<PeerComparison.OutletFigures> figures = figures(kpi, span);
            new PeerComparison(scorecard, standards, month.atDay(1), tiers, figures, references(kpi, span, figures))
                    .figures(asked)
                    .forEach((at, figure) -> {
                        PeerComparison.OutletFigures outlet = figures.get(at);
                        if (!enough.getOrDefault(outlet.outlet(), false)) {
                            judged.put(outlet.outlet(), new Judged(span, figure));
                            enough.put(outlet.outlet(), suffices(asked, outlet, figure));
                        }
                    });
        }
        return judged;
    }

    /** The part of some months from the first to the last in which the company has anything to count. */
    private @Nullable Span counted(Kpi kpi, Span span) {
        YearMonth first = null;
        YearMonth last = null;
        for (YearMonth at = span.from(); !at.isAfter(span.to()); at = at.plusMonths(1)) {
            YearMonth each = at;
            if (outlets.values().stream()
                    .map(months -> months.get(each))
                    .anyMatch(counts -> counts != null && counts.figures.containsKey(kpi))) {
                first = first == null ? at : first;
                last = at;
            }
        }
        return first == null || last == null ? null : new Span(first, last);
    }

    private List<PeerComparison.OutletFigures> figures(Kpi kpi, Span span) {
        List<PeerComparison.OutletFigures> figures = new ArrayList<>();
        outlets.forEach((outlet, months) -> {
            long[] sums = new long[2];
            long completed = 0;
            for (MonthCounts counts :
                    months.subMap(span.from(), true, span.to(), true).values()) {
                Counts each = counts.figures.get(kpi);
                sums[0] += each == null ? 0 : each.n();
                sums[1] += each == null ? 0 : each.d();
                completed += counts.completed;
            }
            String region = months.lastEntry().getValue().region;
            figures.add(new PeerComparison.OutletFigures(outlet, region, completed, Map.of(kpi, sums)));
        });
        return figures;
    }

    /** What is expected of each outlet's mix, month by month, added up. */
    private PeerComparison.ReferenceRates references(
            Kpi kpi, Span span, List<PeerComparison.OutletFigures> figures) {
        PeerComparison.ReferenceRates references = new PeerComparison.ReferenceRates();
        outlets.forEach((outlet, months) -> {
            double expected = 0;
            long orders = 0;
            for (MonthCounts counts :
                    months.subMap(span.from(), true, span.to(), true).values()) {
                Counts each = counts.figures.get(kpi);
                if (each != null && each.mix() != null) {
                    expected += each.mix() * each.d();
                    orders += each.d();
                }
            }
            if (orders > 0) {
                references.put(kpi, outlet, new IndirectStandardisation(expected, orders));
            }
        });
        references.putCompany(figures);
        return references;
    }

    /** Whether it is settled, and an outlet at the floor could be told from one at the target by so many orders. */
    private boolean suffices(
            Scorecard.Kpi asked, PeerComparison.OutletFigures outlet, PeerComparison.KpiFigure figure) {
        if (figure.d() < asked.fewest()
                || outlet.completed() < scorecard.fewestCompleted()
                || figure.unsettled()) {
            return false;
        }
        Double target = figure.target();
        Double floor = figure.floor();
        if (target == null || floor == null || target.equals(floor)) {
            return true;
        }
        Kpi kpi = figure.kpi();
        FunnelPoint size = kpi.proportion
                ? FunnelPoint.proportion(figure.n(), figure.d(), Math.max(0, Math.min(1, target)))
                : FunnelPoint.rate(figure.n(), (double) figure.d(), Math.max(0, kpi.fromUnit(target)));
        return size.apart(kpi.fromUnit(target), kpi.fromUnit(floor))
                >= scorecard.funnel().lowSigmas();
    }

    private Row row(String outlet, String region, Scorecard.Kpi asked, Judged judged) {
        PeerComparison.KpiFigure figure = judged.figure();
        Kpi kpi = figure.kpi();
        Interval interval = kpi.interval(figure.n(), figure.d());
        return OutletScorecardKpiTable.row()
                .month(month.atDay(1))
                .outletId(outlet)
                .metric(kpi.metric)
                .regionId(region)
                .fromMonth(judged.months().from().atDay(1))
                .toMonth(judged.months().to().atDay(1))
                .monthsN(judged.months().months())
                .n(figure.n())
                .d(figure.d())
                .rate(kpi.inUnit(figure.rate()))
                .rateLow(kpi.inUnit(interval.low()))
                .rateHigh(kpi.inUnit(interval.high()))
                .shrunkRate(kpi.inUnit(figure.shrunk()))
                .expectedRate(inUnit(kpi, figure.expected()))
                .limitLow(inUnit(kpi, figure.limitLow()))
                .limitHigh(inUnit(kpi, figure.limitHigh()))
                .betterBy(figure.betterBy())
                .position(position(figure))
                .peersN(figure.peers())
                .target(figure.target())
                .floor(figure.floor())
                .attainment(figure.attainment())
                .weight(asked.weight())
                .build();
    }

    private static @Nullable Double inUnit(Kpi kpi, @Nullable Double figure) {
        return figure == null ? null : kpi.inUnit(figure);
    }

    private String position(PeerComparison.KpiFigure figure) {
        Double betterBy = figure.betterBy();
        return (betterBy == null
                        ? FunnelPosition.NONE
                        : FunnelPosition.of(betterBy, scorecard.funnel().lowSigmas()))
                .label();
    }
}
