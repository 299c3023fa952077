package aftercare.measure.training;

import org.jspecify.annotations.Nullable;

/**
 * Jobs of a technician at an outlet.
 *
 * @param technician null for orders that name none
 * @param outlet null for orders that name none
 * @param kind what they are counted by
 * @param of the skill or category; empty for all jobs
 * @param counts as {@link JobCounts} says; of a category the recent jobs alone
 * @param expected how many would succeed per {@link Metric}, did each job fare as its model and symptom do in the
 *     company
 */
@SuppressWarnings("ArrayRecordComponent") // Compared nowhere.
record Jobs(
        @Nullable String technician, @Nullable String outlet, Kind kind, String of, long[] counts, double[] expected) {
    enum Kind {
        SKILL,
        CATEGORY,
        ALL
    }

    double failed(Metric metric) {
        return counts[JobCounts.tried(metric)] - counts[JobCounts.succeeded(metric)];
    }

    double expectedFailed(Metric metric) {
        return counts[JobCounts.tried(metric)] - expected[JobCounts.place(metric)];
    }
}
