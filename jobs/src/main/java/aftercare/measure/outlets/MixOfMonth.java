package aftercare.measure.outlets;

import aftercare.stats.BetaBinomialShrinkage;
import aftercare.stats.IndirectStandardisation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * What each outlet served in a month, by model, kind of job and age of the unit, and how the company fared in each such stratum. A
 * stratum's rate is drawn towards that of its category, the more the fewer orders it has.
 */
final class MixOfMonth {
    /** The KPIs that are counted by model and age, in the order of a cell's counts. */
    static final List<Kpi> KPIS = List.of(Kpi.FIRST_FIX, Kpi.ON_SITE, Kpi.FIXED);

    private final Map<String, String> categories;
    private final List<Cell> cells = new ArrayList<>();
    private final Map<String, Double> satisfactionByModel = new HashMap<>();

    /**
     * An outlet's orders of one stratum.
     *
     * @param job kind of job and age band of the unit
     * @param n per KPI of {@link #KPIS}
     * @param d per KPI of {@link #KPIS}
     * @param completed orders completed
     */
    record Cell(String outlet, String model, String job, long[] n, long[] d, long completed) {
        private String stratum() {
            return model + "/" + job;
        }
    }

    /** Takes the category of each model that has one. */
    MixOfMonth(Map<String, String> categories) {
        this.categories = categories;
    }

    void add(Cell cell) {
        cells.add(cell);
    }

    void addSatisfaction(String model, double rate) {
        satisfactionByModel.put(model, rate);
    }

    PeerComparison.ReferenceRates references(List<PeerComparison.OutletFigures> outlets) {
        // In one order, so that sums of doubles never depend on how the rows came.
        cells.sort(Comparator.comparing(Cell::outlet).thenComparing(Cell::stratum));
        PeerComparison.ReferenceRates references = new PeerComparison.ReferenceRates();
        for (int i = 0; i < KPIS.size(); i++) {
            int at = i;
            standardise(KPIS.get(i), references, strataRates(i), cell -> cell.d()[at], Cell::stratum);
        }
        standardise(Kpi.SATISFACTION, references, satisfactionByModel, Cell::completed, Cell::model);
        for (Kpi kpi : Kpi.values()) {
            long n = outlets.stream().mapToLong(outlet -> outlet.n(kpi)).sum();
            long d = outlets.stream().mapToLong(outlet -> outlet.d(kpi)).sum();
            references.putCompany(kpi, d == 0 ? Double.NaN : (double) n / d);
        }
        return references;
    }

    private void standardise(
            Kpi kpi,
            PeerComparison.ReferenceRates references,
            Map<String, Double> rates,
            ToLongFunction<Cell> exposure,
            Function<Cell, String> stratum) {
        Map<String, double[]> sums = new HashMap<>();
        for (Cell cell : cells) {
            Double rate = rates.get(stratum.apply(cell));
            if (rate != null && exposure.applyAsLong(cell) > 0) {
                double[] sum = sums.computeIfAbsent(cell.outlet(), none -> new double[2]);
                sum[0] += exposure.applyAsLong(cell) * rate;
                sum[1] += exposure.applyAsLong(cell);
            }
        }
        sums.forEach((outlet, sum) -> references.put(kpi, outlet, new IndirectStandardisation(sum[0], sum[1])));
    }

    private Map<String, Double> strataRates(int kpi) {
        Map<String, Map<String, long[]>> byCategory = new TreeMap<>();
        for (Cell cell : cells) {
            if (cell.d()[kpi] > 0) {
                long[] sum = byCategory
                        .computeIfAbsent(categories.getOrDefault(cell.model(), ""), none -> new TreeMap<>())
                        .computeIfAbsent(cell.stratum(), none -> new long[2]);
                sum[0] += cell.n()[kpi];
                sum[1] += cell.d()[kpi];
            }
        }
        Map<String, Double> rates = new HashMap<>();
        for (Map<String, long[]> strata : byCategory.values()) {
            long[] n = strata.values().stream().mapToLong(sum -> sum[0]).toArray();
            long[] d = strata.values().stream().mapToLong(sum -> sum[1]).toArray();
            BetaBinomialShrinkage fit = BetaBinomialShrinkage.fit(n, d);
            strata.forEach((stratum, sum) -> rates.put(stratum, fit.shrink(sum[0], sum[1])));
        }
        return rates;
    }
}
