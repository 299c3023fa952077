package aftercare.measure.training;

/** Where counts of jobs stand in an array: what counts and out of how many per {@link Metric}, then the others. */
@SuppressWarnings("EnumOrdinal") // Here alone: the places are those of the steps and metrics.
final class JobCounts {
    static final int METRICS = Metric.values().length;
    static final int STEPS = ServiceStep.values().length;

    /** Completed repairs. */
    static final int JOBS = 2 * METRICS;

    /** Jobs in which each step went wrong. */
    static final int STEP = JOBS + 1;

    /** Of these, how many customers rated, and how many were satisfied. */
    static final int STEP_RATED = STEP + STEPS;

    static final int STEP_SATISFIED = STEP_RATED + STEPS;

    /** Jobs of the last twelve months. */
    static final int RECENT = STEP_SATISFIED + STEPS;

    /** Labour and parts in hundredths of the currency, over the jobs that state them. */
    static final int COST = RECENT + 1;

    static final int COST_KNOWN = COST + 1;
    static final int LENGTH = COST_KNOWN + 1;

    private JobCounts() {}

    /** Where a step stands among steps. */
    static int place(ServiceStep step) {
        return step.ordinal();
    }

    /** Where a metric stands among metrics. */
    static int place(Metric metric) {
        return metric.ordinal();
    }

    static int succeeded(Metric metric) {
        return 2 * metric.ordinal();
    }

    static int tried(Metric metric) {
        return 2 * metric.ordinal() + 1;
    }

    static void add(long[] to, long[] counts) {
        for (int i = 0; i < counts.length; i++) {
            to[i] += counts[i];
        }
    }
}
