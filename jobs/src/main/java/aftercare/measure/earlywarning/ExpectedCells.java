package aftercare.measure.earlywarning;

import aftercare.measure.api.MonthTable;
import aftercare.measure.earlywarning.IssueFacts.ModelCounts;
import aftercare.measure.earlywarning.IssueFacts.Tally;
import aftercare.stats.AdditiveOverdispersion;
import aftercare.stats.BetaBinomialShrinkage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The cells of one category on one day, each with what was observed in the last 90 days and what was to be expected.
 */
final class ExpectedCells {
    /**
     * Batches made so many months before the day are looked at one by one, and the younger ones also together with all
     * after them.
     */
    private static final int BATCH_MONTHS = 36;

    private static final int SINCE_MONTHS = 24;

    /**
     * Cells of which less is expected are no use: five repairs of a batch show in the cell of it and its successors.
     */
    private static final double LEAST_EXPECTED = 0.2;

    /**
     * A single month of manufacture counts as a cell only with so much expected: smaller ones show in the cell of it
     * and its successors.
     */
    private static final double LEAST_EXPECTED_OF_MONTH = 1;

    /** Models of a category never differ less than by this relative variance, however alike a few of them look. */
    private static final double LEAST_MODEL_VARIANCE = 0.0025;

    private final List<ModelCounts> models;
    private final RepairRates rates;
    private final int lastMonth;
    private final int windowStart;
    private final int windowEnd;
    private final int from;
    private final int to;
    private final Map<ModelCounts, Tally> tallies = new LinkedHashMap<>();
    private final double modelVariance;
    private final Map<String, BetaBinomialShrinkage> shares = new HashMap<>();
    private final long categoryBefore;

    ExpectedCells(List<ModelCounts> models, Calendar calendar, LocalDate day) {
        this.models = models;
        rates = RepairRates.fit(models, day);
        lastMonth = MonthTable.number(day);
        windowStart = Calendar.windowStart(day);
        windowEnd = (int) day.toEpochDay();
        from = calendar.stretch(windowStart);
        to = calendar.stretch(windowEnd);
        models.forEach(model -> tallies.put(model, model.tally(from, to)));
        modelVariance = modelVariance();
        categoryBefore = tallies.values().stream().mapToLong(Tally::before).sum();
        for (String symptom : symptoms()) {
            shares.put(symptom, share(symptom));
        }
    }

    private Set<String> symptoms() {
        TreeSet<String> symptoms = new TreeSet<>();
        models.forEach(model -> symptoms.addAll(model.symptoms.keySet()));
        symptoms.remove("");
        return symptoms;
    }

    /** How much models differ from their category, by what they had before the window. */
    private double modelVariance() {
        List<double[]> seen = new ArrayList<>();
        for (ModelCounts model : models) {
            double expected = expectedBefore(model);
            if (expected > 1) {
                long observed = all(model).before();
                seen.add(new double[] {(observed - expected) / Math.sqrt(expected), 1 / Math.sqrt(expected)});
            }
        }
        double found = AdditiveOverdispersion.of(
                        seen.stream().mapToDouble(each -> each[0]).toArray(),
                        seen.stream().mapToDouble(each -> each[1]).toArray(),
                        0)
                .variance();
        return Math.max(found, LEAST_MODEL_VARIANCE);
    }

    private Tally all(ModelCounts model) {
        return Objects.requireNonNull(tallies.get(model), "all models were tallied");
    }

    private double expectedBefore(ModelCounts model) {
        return rates.expected(model, rates.firstDay(), windowStart - 1);
    }

    private BetaBinomialShrinkage share(String symptom) {
        long[] n = new long[models.size()];
        long[] d = new long[n.length];
        for (int i = 0; i < n.length; i++) {
            n[i] = models.get(i).tally(symptom, from, to).before();
            d[i] = all(models.get(i)).before();
        }
        return BetaBinomialShrinkage.fit(n, d);
    }

    List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        if (categoryBefore > 0) {
            Map<Integer, Double> lags = lags();
            double batchKnown = batchKnown();
            models.forEach(model -> add(model, lags, batchKnown, cells));
        }
        return cells;
    }

    private void add(ModelCounts model, Map<Integer, Double> lags, double batchKnown, List<Cell> cells) {
        double strength = 1 / modelVariance;
        Tally all = all(model);
        double factor = (all.before() + strength) / (expectedBefore(model) + strength);
        double variance = 1 / (all.before() + strength);
        NavigableMap<Integer, Double> bySale = rates.expectedBySale(model, windowStart, windowEnd);
        bySale.replaceAll((sale, expected) -> expected * factor);
        double volume =
                bySale.values().stream().mapToDouble(Double::doubleValue).sum();
        TreeMap<Integer, Double> byBatch = new TreeMap<>();
        bySale.forEach((sale, expected) ->
                lags.forEach((lag, share) -> byBatch.merge(sale - lag, expected * share * batchKnown, Double::sum)));
        for (String symptom : shares.keySet().stream().sorted().toList()) {
            Tally tally = model.tally(symptom, from, to);
            Shares of = new Shares(model, symptom, tally.before(), all.before(), variance);
            of.add(Cell.Batch.ALL, new long[] {0, tally.within()}, 0, volume, cells);
            addBatches(of, tally, all, byBatch, cells);
        }
    }

    private void addBatches(
            Shares of, Tally tally, Tally all, NavigableMap<Integer, Double> byBatch, List<Cell> cells) {
        double expected = 0;
        long[] since = new long[2];
        long allSince = 0;
        int youngest = byBatch.isEmpty() ? lastMonth : Math.max(byBatch.lastKey(), tally.youngest());
        for (int batch = youngest; batch > lastMonth - BATCH_MONTHS; batch--) {
            double volume = byBatch.getOrDefault(batch, 0.0);
            long[] made = tally.of(batch);
            long allMade = all.of(batch)[0];
            expected += volume;
            since[0] += made[0];
            since[1] += made[1];
            allSince += allMade;
            of.add(Cell.Batch.month(batch), made, allMade, volume, cells);
            if (batch > lastMonth - SINCE_MONTHS) {
                of.add(Cell.Batch.since(batch), since, allSince, expected, cells);
            }
        }
    }

    /** A model's repairs of a symptom and in all before the window, and how uncertain the model's volume is. */
    private final class Shares {
        private final ModelCounts model;
        private final String symptom;
        private final long before;
        private final long allBefore;
        private final double variance;

        private Shares(ModelCounts model, String symptom, long before, long allBefore, double variance) {
            this.model = model;
            this.symptom = symptom;
            this.before = before;
            this.allBefore = allBefore;
            this.variance = variance;
        }

        /** Adds a cell; the share of the symptom is that of the model before the window, without the batch itself. */
        private void add(Cell.Batch batch, long[] own, long allOwn, double volume, List<Cell> cells) {
            BetaBinomialShrinkage fit = Objects.requireNonNull(shares.get(symptom), "all symptoms have one");
            long others = allBefore - allOwn;
            double share = Math.max(fit.shrink(before - own[0], others), 0.5 / (categoryBefore + 1.0));
            double rests = Double.isInfinite(fit.priorStrength()) ? categoryBefore : others + fit.priorStrength() + 1;
            double expected = volume * share;
            boolean isMonth = !batch.isAll() && !batch.isSince();
            if (expected >= (isMonth ? LEAST_EXPECTED_OF_MONTH : LEAST_EXPECTED)) {
                cells.add(new Cell(
                        model.model, symptom, batch, own[1], expected, variance + (1 - share) / (share * rests)));
            }
        }
    }

    /** How long units of the category wait between being made and being sold. */
    private Map<Integer, Double> lags() {
        Map<Integer, Long> counts = new TreeMap<>();
        models.forEach(model -> model.lags.forEach((lag, count) -> counts.merge(lag, count, Long::sum)));
        double all = counts.values().stream().mapToLong(Long::longValue).sum();
        Map<Integer, Double> lags = new TreeMap<>();
        counts.forEach((lag, count) -> lags.put(lag, count / all));
        return lags;
    }

    /** The share of repairs whose month of manufacture is known. */
    private double batchKnown() {
        long known = tallies.values().stream().mapToLong(Tally::known).sum();
        long all = tallies.values().stream()
                .mapToLong(tally -> tally.before() + tally.within())
                .sum();
        return all == 0 ? 0 : (double) known / all;
    }
}
