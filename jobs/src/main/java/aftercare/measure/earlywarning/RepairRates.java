package aftercare.measure.earlywarning;

import aftercare.measure.earlywarning.IssueFacts.ModelFacts;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The repair rates of one category as known on a day: by age of the unit, and by calendar month in each climate zone. A Poisson model
 * with log-linear effects, units in service being the exposure (docs/decisions.md, DS9); fitted by scaling each effect in turn until
 * expected and observed repairs agree.
 */
final class RepairRates {
    /** First ages of bands: repairs change quickly with age when units are new, slowly later. */
    private static final int[] BANDS = {0, 1, 2, 3, 6, 9, 12, 18, 24, 36, 48, 60, 84};

    private static final int ROUNDS = 8;

    /** So many repairs as expected are added to those of a calendar month or model: few repairs move an effect little. */
    private static final double CAUTION = 20;

    private final List<ModelFacts> models;
    private final int firstMonth;
    private final int lastMonth;
    private final int lastDay;
    private final double[] byBand = new double[BANDS.length];
    private final Map<String, double[]> bySeason = new TreeMap<>();
    private final double[] byModel;
    private double level = 1;

    private RepairRates(List<ModelFacts> models, LocalDate day) {
        this.models = models;
        lastDay = (int) day.toEpochDay();
        lastMonth = Calendar.month(day);
        TreeSet<Integer> opened = new TreeSet<>();
        models.forEach(model -> model.zones.values().forEach(months -> opened.addAll(months.keySet())));
        firstMonth = opened.isEmpty() ? lastMonth : Math.min(lastMonth, opened.first());
        byModel = new double[models.size()];
        java.util.Arrays.fill(byBand, 1);
        java.util.Arrays.fill(byModel, 1);
        models.forEach(model -> model.units.keySet().forEach(zone -> bySeason.computeIfAbsent(zone, none -> ones())));
    }

    private static double[] ones() {
        double[] ones = new double[12];
        java.util.Arrays.fill(ones, 1);
        return ones;
    }

    static RepairRates fit(List<ModelFacts> models, LocalDate day) {
        RepairRates rates = new RepairRates(models, day);
        for (int round = 0; round < ROUNDS; round++) {
            rates.improve();
        }
        return rates;
    }

    /** One round of scaling: age bands by the repairs of known age, then seasons, models and the level by all repairs. */
    private void improve() {
        double[] expectedByBand = new double[BANDS.length];
        long[] knownByBand = new long[BANDS.length];
        for (int m = 0; m < models.size(); m++) {
            double model = byModel[m];
            visit(models.get(m), (zone, month, age, exposure) -> expectedByBand[band(age)] +=
                    exposure * model * season(zone, month));
            models.get(m)
                    .ages
                    .forEach((age, months) ->
                            knownByBand[band(age)] += IssueFacts.between(months, firstMonth, lastMonth));
        }
        for (int band = 0; band < BANDS.length; band++) {
            byBand[band] = expectedByBand[band] > 0 ? knownByBand[band] / expectedByBand[band] : 0;
        }
        scaleLevel();
        scaleSeasons();
        scaleModels();
    }

    private void scaleLevel() {
        level = 1;
        double expected = 0;
        long observed = 0;
        for (int m = 0; m < models.size(); m++) {
            expected += byModel[m] * sum(m, 0, lastDay);
            observed += observed(models.get(m), null);
        }
        level = expected > 0 ? observed / expected : 0;
    }

    private void scaleSeasons() {
        for (Map.Entry<String, double[]> zone : bySeason.entrySet()) {
            double[] expected = new double[12];
            double[] observed = new double[12];
            for (int m = 0; m < models.size(); m++) {
                double model = byModel[m];
                visit(models.get(m), (at, month, age, exposure) -> {
                    if (at.equals(zone.getKey())) {
                        expected[month % 12] += level * model * exposure * byBand[band(age)];
                    }
                });
                models.get(m).zones.getOrDefault(zone.getKey(), Map.of()).forEach((month, count) -> {
                    if (month <= lastMonth) {
                        observed[month % 12] += count;
                    }
                });
            }
            for (int k = 0; k < 12; k++) {
                zone.getValue()[k] = (observed[k] + CAUTION) / (expected[k] + CAUTION);
            }
        }
    }

    private void scaleModels() {
        for (int m = 0; m < models.size(); m++) {
            byModel[m] = (observed(models.get(m), null) + CAUTION) / (sum(m, 0, lastDay) + CAUTION);
        }
    }

    private long observed(ModelFacts model, String zone) {
        return model.zones.entrySet().stream()
                .filter(entry -> zone == null || zone.equals(entry.getKey()))
                .mapToLong(entry -> IssueFacts.between(entry.getValue(), firstMonth, lastMonth))
                .sum();
    }

    private double sum(int model, int fromDay, int toDay) {
        double[] sum = new double[1];
        expected(models.get(model), fromDay, toDay, (sale, expected) -> sum[0] += expected);
        return sum[0];
    }

    /** Takes what a month of sale is expected to bring. */
    interface BySale {
        void add(int saleMonth, double expected);
    }

    /** Repairs that a model is expected to have between two days, both included, were it as its category is, by month of sale. */
    void expected(ModelFacts model, int fromDay, int toDay, BySale to) {
        for (Map.Entry<String, TreeMap<Integer, Long>> zone : model.units.entrySet()) {
            double[] season = bySeason.get(zone.getKey());
            for (int month = firstMonth; month <= lastMonth; month++) {
                double share = Calendar.share(month, fromDay, Math.min(toDay, lastDay));
                if (share > 0) {
                    double factor = level * share * season[month % 12];
                    for (Map.Entry<Integer, Long> sold : zone.getValue().headMap(month, true).entrySet()) {
                        int age = month - sold.getKey();
                        to.add(sold.getKey(), factor * inService(age) * sold.getValue() * byBand[band(age)]);
                    }
                }
            }
        }
    }

    private interface Exposure {
        void add(String zone, int month, int age, double exposure);
    }

    private void visit(ModelFacts model, Exposure to) {
        for (Map.Entry<String, TreeMap<Integer, Long>> zone : model.units.entrySet()) {
            for (int month = firstMonth; month <= lastMonth; month++) {
                double share = Calendar.share(month, 0, lastDay);
                for (Map.Entry<Integer, Long> sold : zone.getValue().headMap(month, true).entrySet()) {
                    int age = month - sold.getKey();
                    to.add(zone.getKey(), month, age, share * inService(age) * sold.getValue());
                }
            }
        }
    }

    /** Units of the month are in service for half of it. */
    private static double inService(int age) {
        return age == 0 ? 0.5 : 1;
    }

    private double season(String zone, int month) {
        return bySeason.get(zone)[month % 12];
    }

    private static int band(int age) {
        int band = java.util.Arrays.binarySearch(BANDS, age);
        return band >= 0 ? band : -band - 2;
    }

    int firstDay() {
        return (int) Calendar.month(firstMonth).atDay(1).toEpochDay();
    }
}
