package aftercare.measure.earlywarning;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What early warning rests on: units sold and repairs, counted as finely as needed and no finer. */
final class IssueFacts {
    /** A month of manufacture that is not known, or long past. */
    static final int NO_BATCH = -1;

    private final Map<String, ModelCounts> models = new TreeMap<>();
    private long unknown;
    private long first;
    private long again;

    /** One model's units and repairs. */
    static final class ModelCounts {
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

        private ModelCounts(String model, String category) {
            this.model = model;
            this.category = category;
        }

        /** Repairs of a symptom, by whether they were opened before a stretch or from then on, up to another. */
        Tally tally(String symptom, int from, int to) {
            Tally tally = new Tally();
            symptoms.getOrDefault(symptom, Map.of())
                    .forEach((made, stretches) -> stretches.forEach((stretch, count) -> {
                        if (stretch <= to) {
                            tally.add(made, stretch < from ? 0 : 1, count);
                        }
                    }));
            return tally;
        }

        /** The same of all symptoms. */
        Tally tally(int from, int to) {
            Tally tally = new Tally();
            symptoms.keySet().forEach(symptom -> tally.add(tally(symptom, from, to)));
            return tally;
        }
    }

    /** Repairs before a window and within it, in all and by month of manufacture. */
    static final class Tally {
        private final long[] all = new long[2];
        private final TreeMap<Integer, long[]> byBatch = new TreeMap<>();

        private void add(int made, int when, long count) {
            all[when] += count;
            byBatch.computeIfAbsent(made, none -> new long[2])[when] += count;
        }

        private void add(Tally other) {
            other.byBatch.forEach((made, counts) -> {
                add(made, 0, counts[0]);
                add(made, 1, counts[1]);
            });
        }

        long before() {
            return all[0];
        }

        long within() {
            return all[1];
        }

        /** Repairs of units made in a month. */
        long[] of(int made) {
            return byBatch.getOrDefault(made, new long[2]);
        }

        /** Repairs whose month of manufacture is known. */
        long known() {
            return byBatch.tailMap(NO_BATCH, false).values().stream()
                    .mapToLong(counts -> counts[0] + counts[1])
                    .sum();
        }

        /** The youngest month of manufacture of any repair. */
        int youngest() {
            return byBatch.isEmpty() ? NO_BATCH : byBatch.lastKey();
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

    /**
     * How many times wider counts spread because units without a serial number come back uncounted: with k repairs of a
     * unit for a symptom at a time, the mean of k^2 over the mean of k, as in a compound Poisson count, for the share
     * of repairs without a serial number; 1 when all units are known, of which returns are left out.
     */
    double clustering() {
        long known = first + again;
        return known == 0 ? 1 : 1 + 2.0 * again / known * unknown / (unknown + first);
    }

    /**
     * Adds repairs by what is known of their units.
     *
     * @param ofUnknown of units without a serial number
     * @param ofNew of units that had none for the symptom in the 90 days before
     * @param returns of units that had, which are counted nowhere else
     */
    void addUnits(long ofUnknown, long ofNew, long returns) {
        unknown += ofUnknown;
        first += ofNew;
        again += returns;
    }

    /** The facts of a model; its category decides whom it is compared with. */
    ModelCounts model(String model, String category) {
        return models.computeIfAbsent(model, none -> new ModelCounts(model, category));
    }

    Map<String, ModelCounts> models() {
        return models;
    }
}
