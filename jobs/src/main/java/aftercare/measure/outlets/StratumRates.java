package aftercare.measure.outlets;

import aftercare.stats.BetaBinomialShrinkage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How the company fared in a month in each stratum: orders of a model, kind of job and age of the unit. A stratum's
 * rate is drawn towards that of its category, the more the fewer orders it has. What is expected of an outlet is the
 * sum of these rates over its orders.
 */
final class StratumRates {
    /** The KPIs that are counted by stratum, in the order of its counts. */
    static final List<Kpi> KPIS = List.of(Kpi.FIRST_FIX, Kpi.ON_SITE, Kpi.FIXED);

    /** The KPIs that have a rate in a stratum: those counted, and satisfaction, which is known by model only. */
    static final List<Kpi> RATED = List.of(Kpi.FIRST_FIX, Kpi.ON_SITE, Kpi.FIXED, Kpi.SATISFACTION);

    private final Map<String, String> categories;
    private final Map<String, Map<Stratum, Counts>> byCategory = new TreeMap<>();
    private final Map<String, Double> satisfactionByModel = new HashMap<>();

    /**
     * A model and kind of job.
     *
     * @param model empty where orders name none
     * @param job kind of job and age band of the unit, as {@link CaseMix} numbers them
     */
    record Stratum(String model, int job) implements Comparable<Stratum> {
        @Override
        public int compareTo(Stratum other) {
            int byModel = model.compareTo(other.model);
            return byModel == 0 ? Integer.compare(job, other.job) : byModel;
        }
    }

    /**
     * Counts by KPI of {@link #KPIS}.
     *
     * @param n of d, those that count
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared nowhere.
    private record Counts(long[] n, long[] d) {}

    /** Takes the category of each model that has one. */
    StratumRates(Map<String, String> categories) {
        this.categories = categories;
    }

    /** Adds counts by KPI of {@link #KPIS} to those that a stratum has. */
    void add(Stratum stratum, long[] n, long[] d) {
        Counts sums = byCategory
                .computeIfAbsent(categories.getOrDefault(stratum.model(), ""), none -> new TreeMap<>())
                .computeIfAbsent(stratum, none -> new Counts(new long[KPIS.size()], new long[KPIS.size()]));
        for (int i = 0; i < KPIS.size(); i++) {
            sums.n()[i] += n[i];
            sums.d()[i] += d[i];
        }
    }

    /** Satisfaction is known by model, not by age. */
    void addSatisfaction(String model, double rate) {
        satisfactionByModel.put(model, rate);
    }

    /** For each stratum the rates of {@link #RATED}, null where nothing tells them. */
    Map<Stratum, Double[]> rates() {
        Map<Stratum, Double[]> rates = new TreeMap<>();
        byCategory.values().forEach(strata -> {
            strata.keySet().forEach(stratum -> {
                Double[] row = new Double[RATED.size()];
                row[RATED.indexOf(Kpi.SATISFACTION)] = satisfactionByModel.get(stratum.model());
                rates.put(stratum, row);
            });
            for (int i = 0; i < KPIS.size(); i++) {
                putRates(i, strata, rates);
            }
        });
        return rates;
    }

    private static void putRates(int kpi, Map<Stratum, Counts> category, Map<Stratum, Double[]> rates) {
        Map<Stratum, Counts> judged = new TreeMap<>(category);
        judged.values().removeIf(counts -> counts.d()[kpi] == 0);
        if (judged.isEmpty()) {
            return;
        }
        long[] n = judged.values().stream().mapToLong(counts -> counts.n()[kpi]).toArray();
        long[] d = judged.values().stream().mapToLong(counts -> counts.d()[kpi]).toArray();
        BetaBinomialShrinkage fit = BetaBinomialShrinkage.fit(n, d);
        judged.forEach((stratum, counts) -> Objects.requireNonNull(rates.get(stratum), "all strata have a row")[kpi] =
                fit.shrink(counts.n()[kpi], counts.d()[kpi]));
    }
}
