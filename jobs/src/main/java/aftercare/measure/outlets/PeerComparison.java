package aftercare.measure.outlets;

import aftercare.contract.Scorecard;
import aftercare.contract.Standard;
import aftercare.measure.facts.Standards;
import aftercare.stats.AdditiveOverdispersion;
import aftercare.stats.BetaBinomialShrinkage;
import aftercare.stats.FunnelPoint;
import aftercare.stats.IndirectStandardisation;
import aftercare.stats.Interval;
import aftercare.stats.RateShrinkage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All outlets compared over the same months: what is expected of each given the models and ages it served and how its region
 * fares, how far it lies from that, and what it attains (docs/decisions.md, DS2 and DS3).
 */
final class PeerComparison {
    private final Scorecard scorecard;
    private final Standards standards;
    private final LocalDate month;
    private final Map<String, String> tiers;
    private final List<OutletFigures> outlets;
    private final ReferenceRates references;

    /**
     * One KPI of one outlet, compared with its peers and its standard; rates are plain ratios. Null where
     * there is none.
     *
     * @param kpi which
     * @param n above the line
     * @param d below it, above 0
     * @param shrunk the rate drawn towards that of all outlets
     * @param mix the rate expected of its mix; null when nothing tells it
     * @param expected the same moved by what its peers show; null when it is not compared
     * @param limitLow where the peers' range begins; null when it is not compared
     * @param limitHigh where it ends
     * @param betterBy standard deviations by which it is better than expected, below 0 for worse; null when it is not
     *     compared
     * @param unsettled whether it is neither low nor not, for want of orders
     * @param peers outlets with anything to count
     * @param target what it should be
     * @param floor the worst that is tolerated
     * @param attainment 0 to 100; null without a standard or when it is too small to count
     */
    record KpiFigure(
            Kpi kpi,
            long n,
            long d,
            double shrunk,
            @Nullable Double mix,
            @Nullable Double expected,
            @Nullable Double limitLow,
            @Nullable Double limitHigh,
            @Nullable Double betterBy,
            boolean unsettled,
            long peers,
            @Nullable Double target,
            @Nullable Double floor,
            @Nullable Double attainment) {
        double rate() {
            return (double) n / d;
        }
    }

    /**
     * One outlet's counts, by KPI.
     *
     * @param completed orders completed over the same months
     */
    record OutletFigures(String outlet, String region, long completed, Map<Kpi, long[]> counts) {
        long n(Kpi kpi) {
            return counts.getOrDefault(kpi, NOTHING)[0];
        }

        long d(Kpi kpi) {
            return counts.getOrDefault(kpi, NOTHING)[1];
        }

        private static final long[] NOTHING = {0, 0};
    }

    /**
     * Takes outlets.
     *
     * @param month first day of the last month; the standards in force on it count
     * @param tiers the tier of each region that has one
     */
    PeerComparison(
            Scorecard scorecard,
            Standards standards,
            LocalDate month,
            Map<String, String> tiers,
            List<OutletFigures> outlets,
            ReferenceRates references) {
        this.scorecard = scorecard;
        this.standards = standards;
        this.month = month;
        this.tiers = tiers;
        this.outlets = outlets;
        this.references = references;
    }

    /** The figures of each outlet, in the order of the outlets. */
    List<List<KpiFigure>> figures() {
        List<List<KpiFigure>> figures = new ArrayList<>();
        outlets.forEach(outlet -> figures.add(new ArrayList<>()));
        for (Scorecard.Kpi asked : scorecard.kpis()) {
            figures(asked).forEach((outlet, figure) -> figures.get(outlet).add(figure));
        }
        return figures;
    }

    /** The figures of one KPI by the outlet's place; of outlets with nothing to count there is none. */
    Map<Integer, KpiFigure> figures(Scorecard.Kpi asked) {
        Kpi kpi = Kpi.of(asked.metric());
        double[] shrunk = shrunk(kpi);
        double[] mix = new double[outlets.size()];
        Arrays.setAll(
                mix, i -> references.expected(kpi, outlets.get(i).outlet()));
        Funnel funnel = funnel(kpi, asked.fewest(), mix);
        Map<Integer, KpiFigure> figures = new TreeMap<>();
        for (int i = 0; i < mix.length; i++) {
            if (outlets.get(i).d(kpi) > 0) {
                figures.put(i, figure(outlets.get(i), asked, shrunk[i], mix[i], funnel.points()[i], funnel));
            }
        }
        return figures;
    }

    /**
     * Outlets beside what is expected of them.
     *
     * @param points one per outlet; null where it has too few orders or there is nothing to expect
     * @param spread how much outlets differ beyond chance
     * @param peers how many there are
     * @param few whether they are too few to tell how outlets differ
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared nowhere.
    private record Funnel(FunnelPoint[] points, AdditiveOverdispersion spread, long peers, boolean few) {}

    private Funnel funnel(Kpi kpi, int fewest, double[] mix) {
        long peers = IntStream.range(0, mix.length)
                .filter(i -> outlets.get(i).d(kpi) > 0 && !Double.isNaN(mix[i]))
                .count();
        if (scorecard.funnel().few(peers)) {
            return new Funnel(besideAllOthers(kpi, fewest, mix), AdditiveOverdispersion.NONE, peers, true);
        }
        FunnelPoint[] points = points(kpi, fewest, mix);
        return new Funnel(points, spread(points), peers, false);
    }

    private KpiFigure figure(
            OutletFigures outlet,
            Scorecard.Kpi asked,
            double shrunk,
            double mix,
            @Nullable FunnelPoint point,
            Funnel funnel) {
        Kpi kpi = Kpi.of(asked.metric());
        Standards.Member member =
                new Standards.Member(outlet.outlet(), outlet.region(), tiers.get(outlet.region()), null);
        Standard standard = standards.inForce(kpi.metric, month, member).orElse(null);
        FunnelPoint compared = outlet.completed() >= scorecard.fewestCompleted() ? point : null;
        double sigmas = scorecard.funnel().lowSigmas();
        Double betterBy = null;
        Interval limits = null;
        boolean unsettled = false;
        if (compared != null) {
            betterBy = (kpi.proportion ? 1 : -1) * compared.z(funnel.spread());
            limits = compared.limits(funnel.spread(), sigmas);
            if (funnel.few()) {
                AmongFew few = AmongFew.of(kpi, outlet.n(kpi), outlet.d(kpi), standard, sigmas);
                unsettled = few.unsettled(betterBy);
                betterBy = few.borneOut(betterBy);
                limits = few.widened(limits);
            }
        }
        return new KpiFigure(
                kpi,
                outlet.n(kpi),
                outlet.d(kpi),
                shrunk,
                Double.isNaN(mix) ? null : mix,
                compared == null ? null : compared.centre(),
                limits == null ? null : limits.low(),
                limits == null ? null : limits.high(),
                betterBy,
                unsettled,
                funnel.peers(),
                standard == null ? null : standard.target(),
                standard == null ? null : standard.floor(),
                standard == null || outlet.d(kpi) < asked.fewest()
                        ? null
                        : Attainment.of(kpi.inUnit(shrunk), standard.target(), standard.floor(), kpi.proportion));
    }

    private double[] shrunk(Kpi kpi) {
        long[] n = new long[outlets.size()];
        long[] d = new long[n.length];
        double[] exposure = new double[n.length];
        for (int i = 0; i < n.length; i++) {
            n[i] = outlets.get(i).n(kpi);
            d[i] = outlets.get(i).d(kpi);
            exposure[i] = d[i];
        }
        double[] shrunk = new double[n.length];
        if (kpi.proportion) {
            BetaBinomialShrinkage shares = BetaBinomialShrinkage.fit(n, d);
            Arrays.setAll(shrunk, i -> shares.shrink(n[i], d[i]));
        } else {
            RateShrinkage rates = RateShrinkage.fit(n, exposure);
            Arrays.setAll(shrunk, i -> rates.shrink(n[i], exposure[i]));
        }
        return shrunk;
    }

    /**
     * Each outlet and what is expected of it; null where it has too few orders or there is nothing to expect. Small
     * outlets tell how outlets differ even where they themselves are not reported.
     */
    private FunnelPoint[] points(Kpi kpi, int fewest, double[] expected) {
        Map<String, double[]> regions = new TreeMap<>();
        for (int i = 0; i < expected.length; i++) {
            OutletFigures outlet = outlets.get(i);
            if (outlet.d(kpi) > 0 && !Double.isNaN(expected[i])) {
                double[] sums = regions.computeIfAbsent(outlet.region(), none -> new double[3]);
                sums[0] += outlet.n(kpi);
                sums[1] += outlet.d(kpi);
                sums[2] += expected[i] * outlet.d(kpi);
            }
        }
        AdditiveOverdispersion betweenRegions = spread(regions.values().stream()
                .filter(sums -> sums[1] >= fewest)
                .map(sums -> point(kpi, Math.round(sums[0]), Math.round(sums[1]), sums[2] / sums[1]))
                .toArray(FunnelPoint[]::new));
        FunnelPoint[] points = new FunnelPoint[expected.length];
        for (int i = 0; i < expected.length; i++) {
            OutletFigures outlet = outlets.get(i);
            if (outlet.d(kpi) >= fewest && !Double.isNaN(expected[i])) {
                double[] region = Objects.requireNonNull(regions.get(outlet.region()), "outlets were added to them");
                points[i] = among(kpi, outlet, expected[i], region, betweenRegions);
            }
        }
        return points;
    }

    /** The same with all other outlets of the company as peers, whatever they show; none where there are no others. */
    private FunnelPoint[] besideAllOthers(Kpi kpi, int fewest, double[] expected) {
        double[] all = new double[3];
        for (int i = 0; i < expected.length; i++) {
            OutletFigures outlet = outlets.get(i);
            if (outlet.d(kpi) > 0 && !Double.isNaN(expected[i])) {
                all[0] += outlet.n(kpi);
                all[1] += outlet.d(kpi);
                all[2] += expected[i] * outlet.d(kpi);
            }
        }
        FunnelPoint[] points = new FunnelPoint[expected.length];
        for (int i = 0; i < expected.length; i++) {
            OutletFigures outlet = outlets.get(i);
            if (outlet.d(kpi) >= fewest && !Double.isNaN(expected[i]) && all[1] > outlet.d(kpi)) {
                points[i] = point(kpi, outlet.n(kpi), outlet.d(kpi), expected[i])
                        .besideAll(others(kpi, outlet, expected[i], all));
            }
        }
        return points;
    }

    /** An outlet never stands among its own peers: a large one would hide behind itself. */
    private static FunnelPoint among(
            Kpi kpi, OutletFigures outlet, double expected, double[] region, AdditiveOverdispersion betweenRegions) {
        FunnelPoint alone = point(kpi, outlet.n(kpi), outlet.d(kpi), expected);
        return Math.round(region[1]) > outlet.d(kpi)
                ? alone.among(others(kpi, outlet, expected, region), betweenRegions)
                : alone;
    }

    /**
     * The others of a group in one point.
     *
     * @param group of all its outlets together, n, d and what is expected of n
     */
    private static FunnelPoint others(Kpi kpi, OutletFigures outlet, double expected, double[] group) {
        long n = Math.round(group[0]) - outlet.n(kpi);
        long d = Math.round(group[1]) - outlet.d(kpi);
        return point(kpi, n, d, (group[2] - expected * outlet.d(kpi)) / d);
    }

    private static FunnelPoint point(Kpi kpi, long n, long d, double expected) {
        // A difference of sums may leave the bounds by a rounding error.
        double bounded = Math.max(0, expected);
        return kpi.proportion
                ? FunnelPoint.proportion(n, d, Math.min(1, bounded))
                : FunnelPoint.rate(n, (double) d, bounded);
    }

    /** Regions have too few outlets to tell how outlets differ, so that is asked of all of them. */
    private AdditiveOverdispersion spread(FunnelPoint[] points) {
        List<FunnelPoint> compared = new ArrayList<>();
        for (FunnelPoint point : points) {
            if (point != null) {
                compared.add(point);
            }
        }
        return AdditiveOverdispersion.of(
                compared.stream().mapToDouble(FunnelPoint::z).toArray(),
                compared.stream().mapToDouble(FunnelPoint::standardError).toArray(),
                scorecard.funnel().winsorised());
    }

    /** What is expected of outlets by the mix they served. */
    static final class ReferenceRates {
        private final Map<Kpi, Map<String, IndirectStandardisation>> expected = new EnumMap<>(Kpi.class);
        private final Map<Kpi, Double> company = new EnumMap<>(Kpi.class);

        void put(Kpi kpi, String outlet, IndirectStandardisation standardised) {
            expected.computeIfAbsent(kpi, none -> new HashMap<>()).put(outlet, standardised);
        }

        /** Takes the company's rates from the counts of all its outlets. */
        void putCompany(List<OutletFigures> outlets) {
            for (Kpi kpi : Kpi.values()) {
                long n = outlets.stream().mapToLong(outlet -> outlet.n(kpi)).sum();
                long d = outlets.stream().mapToLong(outlet -> outlet.d(kpi)).sum();
                company.put(kpi, d == 0 ? Double.NaN : (double) n / d);
            }
        }

        /**
         * The rate expected of an outlet; the company's where its mix is not known, NaN where that is not known either.
         */
        double expected(Kpi kpi, String outlet) {
            IndirectStandardisation standardised =
                    expected.getOrDefault(kpi, Map.of()).get(outlet);
            double rate = standardised == null ? Double.NaN : standardised.rate();
            double known = Double.isNaN(rate) ? company.getOrDefault(kpi, Double.NaN) : rate;
            return kpi.proportion ? Math.max(0, Math.min(1, known)) : known;
        }
    }
}
