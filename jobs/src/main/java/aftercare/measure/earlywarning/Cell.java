package aftercare.measure.earlywarning;

import aftercare.measure.api.MonthTable;

/**
 * A model and symptom, of all batches or some, with its repairs of the last 90 days.
 *
 * @param batch which units: all, made in a month, or made in a month or later
 * @param expected repairs that age, season and fleet predict
 * @param relativeVariance how uncertain that is, as a share of its square
 */
record Cell(String model, String symptom, Batch batch, long observed, double expected, double relativeVariance) {
    /**
     * @param from first month of manufacture; {@link IssueFacts#NO_BATCH} for all units
     * @param to last one
     */
    record Batch(int from, int to) {
        static final Batch ALL = new Batch(Integer.MIN_VALUE, Integer.MAX_VALUE);

        static Batch month(int month) {
            return new Batch(month, month);
        }

        static Batch since(int month) {
            return new Batch(month, Integer.MAX_VALUE);
        }

        boolean isAll() {
            return from == Integer.MIN_VALUE;
        }

        boolean isSince() {
            return !isAll() && to == Integer.MAX_VALUE;
        }

        /** As the table shows it: all, 2026-03, or 2026-03+ for that month and later. */
        String label() {
            return isAll() ? "all" : MonthTable.month(from) + (isSince() ? "+" : "");
        }
    }
}
