package aftercare.measure.earlywarning;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What early warning rests on: units sold and repairs, counted as finely as needed and no finer. */
final class IssueFacts {
    /** A month of manufacture that is not known, or long past. */
    static final int NO_BATCH = -1;

    private final Map<String, ModelFacts> models = new TreeMap<>();

    /** One model's units and repairs. */
    static final class ModelFacts {
        final String model;
        final String category;
        /** Units by climate zone and month of sale. */
        final Map<String, TreeMap<Integer, Long>> units = new TreeMap<>();
        /** Repairs by symptom, month of manufacture and stretch of days. */
        final Map<String, Map<Integer, Map<Integer, Long>>> symptoms = new TreeMap<>();
        /** Repairs of known age, by age in months and month opened. */
        final Map<Integer, Map<Integer, Long>> ages = new HashMap<>();
        /** Repairs by climate zone and month opened. */
        final Map<String, Map<Integer, Long>> zones = new TreeMap<>();
        /** Repairs by months from manufacture to sale, where both are known. */
        final Map<Integer, Long> lags = new TreeMap<>();

        private ModelFacts(String model, String category) {
            this.model = model;
            this.category = category;
        }

        /** Repairs of a symptom made in some months and opened in some stretches, both ends included. */
        long count(String symptom, int madeFrom, int madeTo, int stretchFrom, int stretchTo) {
            long count = 0;
            for (var made : symptoms.getOrDefault(symptom, Map.of()).entrySet()) {
                if (made.getKey() >= madeFrom && made.getKey() <= madeTo) {
                    count += between(made.getValue(), stretchFrom, stretchTo);
                }
            }
            return count;
        }

        /** The same of all symptoms. */
        long count(int madeFrom, int madeTo, int stretchFrom, int stretchTo) {
            return symptoms.keySet().stream()
                    .mapToLong(symptom -> count(symptom, madeFrom, madeTo, stretchFrom, stretchTo))
                    .sum();
        }
    }

    static long between(Map<Integer, Long> counts, int from, int to) {
        long count = 0;
        for (var entry : counts.entrySet()) {
            if (entry.getKey() >= from && entry.getKey() <= to) {
                count += entry.getValue();
            }
        }
        return count;
    }

    /** The facts of a model; its category decides whom it is compared with. */
    ModelFacts model(String model, String category) {
        return models.computeIfAbsent(model, none -> new ModelFacts(model, category));
    }

    Map<String, ModelFacts> models() {
        return models;
    }
}
