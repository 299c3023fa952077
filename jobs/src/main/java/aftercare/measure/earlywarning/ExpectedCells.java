package aftercare.measure.earlywarning;

import aftercare.measure.earlywarning.IssueFacts.ModelFacts;
import aftercare.stats.AdditiveOverdispersion;
import aftercare.stats.BetaBinomialShrinkage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The cells of one category on one day, each with what was observed in the last 90 days and what was to be expected. */
final class ExpectedCells {
    /** Batches made so many months before the day are looked at one by one, and the younger ones also together with all after them. */
    private static final int BATCH_MONTHS = 36;

    private static final int SINCE_MONTHS = 24;

    /** Cells of which less is expected are no use: five repairs of a batch show in the cell of it and its successors. */
    private static final double LEAST_EXPECTED = 0.2;

    /** Models of a category never differ less than by this relative variance, however alike a few of them look. */
    private static final double LEAST_MODEL_VARIANCE = 0.0025;

    private final List<ModelFacts> models;
    private final RepairRates rates;
    private final int lastMonth;
    private final int windowStart;
    private final int windowEnd;
    private final int before;
    private final int from;
    private final int to;
    private final double modelVariance;
    private final Map<String, BetaBinomialShrinkage> shares = new HashMap<>();
    private final long categoryBefore;

    ExpectedCells(List<ModelFacts> models, Calendar calendar, LocalDate day) {
        this.models = models;
        rates = RepairRates.fit(models, day);
        lastMonth = Calendar.month(day);
        windowStart = Calendar.windowStart(day);
        windowEnd = (int) day.toEpochDay();
        from = calendar.stretch(windowStart);
        to = calendar.stretch(windowEnd);
        before = from - 1;
        modelVariance = modelVariance();
        categoryBefore = models.stream()
                .mapToLong(model -> model.count(Integer.MIN_VALUE, Integer.MAX_VALUE, 0, before))
                .sum();
        for (String symptom : symptoms()) {
            shares.put(symptom, share(symptom));
        }
    }

    private TreeSet<String> symptoms() {
        TreeSet<String> symptoms = new TreeSet<>();
        models.forEach(model -> symptoms.addAll(model.symptoms.keySet()));
        symptoms.remove("");
        return symptoms;
    }

    /** How much models differ from their category, by what they had before the window. */
    private double modelVariance() {
        List<double[]> seen = new ArrayList<>();
        for (ModelFacts model : models) {
            double expected = expectedBefore(model);
            if (expected > 1) {
                long observed = model.count(Integer.MIN_VALUE, Integer.MAX_VALUE, 0, before);
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

    private double expectedBefore(ModelFacts model) {
        double[] sum = new double[1];
        rates.expected(model, rates.firstDay(), windowStart - 1, (sale, expected) -> sum[0] += expected);
        return sum[0];
    }

    private BetaBinomialShrinkage share(String symptom) {
        long[] n = new long[models.size()];
        long[] d = new long[n.length];
        for (int i = 0; i < n.length; i++) {
            n[i] = models.get(i).count(symptom, Integer.MIN_VALUE, Integer.MAX_VALUE, 0, before);
            d[i] = models.get(i).count(Integer.MIN_VALUE, Integer.MAX_VALUE, 0, before);
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

    private void add(ModelFacts model, Map<Integer, Double> lags, double batchKnown, List<Cell> cells) {
        double strength = 1 / modelVariance;
        long had = model.count(Integer.MIN_VALUE, Integer.MAX_VALUE, 0, before);
        double factor = (had + strength) / (expectedBefore(model) + strength);
        double variance = 1 / (had + strength);
        TreeMap<Integer, Double> bySale = new TreeMap<>();
        rates.expected(
                model, windowStart, windowEnd, (sale, expected) -> bySale.merge(sale, expected * factor, Double::sum));
        double all = bySale.values().stream().mapToDouble(Double::doubleValue).sum();
        TreeMap<Integer, Double> byBatch = new TreeMap<>();
        bySale.forEach((sale, expected) ->
                lags.forEach((lag, share) -> byBatch.merge(sale - lag, expected * share * batchKnown, Double::sum)));
        for (String symptom : shares.keySet().stream().sorted().toList()) {
            add(model, symptom, Cell.Batch.ALL, all, variance, cells);
            double since = 0;
            for (Map.Entry<Integer, Double> batch : byBatch.descendingMap().entrySet()) {
                since += batch.getValue();
                int age = lastMonth - batch.getKey();
                if (age < BATCH_MONTHS) {
                    add(model, symptom, Cell.Batch.month(batch.getKey()), batch.getValue(), variance, cells);
                }
                if (age < SINCE_MONTHS) {
                    add(model, symptom, Cell.Batch.since(batch.getKey()), since, variance, cells);
                }
            }
        }
    }

    /** The share of the symptom is that of the model before the window, without the batch itself. */
    private void add(
            ModelFacts model, String symptom, Cell.Batch batch, double volume, double variance, List<Cell> cells) {
        long n = model.count(symptom, Integer.MIN_VALUE, Integer.MAX_VALUE, 0, before);
        long d = model.count(Integer.MIN_VALUE, Integer.MAX_VALUE, 0, before);
        if (!batch.isAll()) {
            n -= model.count(symptom, batch.from(), batch.to(), 0, before);
            d -= model.count(batch.from(), batch.to(), 0, before);
        }
        BetaBinomialShrinkage fit = shares.get(symptom);
        double share = Math.max(fit.shrink(n, d), 0.5 / (categoryBefore + 1.0));
        double rests = Double.isInfinite(fit.priorStrength()) ? categoryBefore : d + fit.priorStrength() + 1;
        double expected = volume * share;
        if (expected >= LEAST_EXPECTED) {
            long observed = model.count(symptom, batch.from(), batch.to(), from, to);
            cells.add(new Cell(
                    model.model, symptom, batch, observed, expected, variance + (1 - share) / (share * rests)));
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
        long known = models.stream()
                .mapToLong(model -> model.count(IssueFacts.NO_BATCH + 1, Integer.MAX_VALUE, 0, to))
                .sum();
        long all = models.stream()
                .mapToLong(model -> model.count(Integer.MIN_VALUE, Integer.MAX_VALUE, 0, to))
                .sum();
        return all == 0 ? 0 : (double) known / all;
    }
}
