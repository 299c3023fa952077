package aftercare.measure.servicegap;

import aftercare.stats.MeanEstimate;

/**
 * A promise or KPI in a quarter.
 *
 * @param name as in the metric catalogue
 * @param column the gold column that it comes from
 * @param targetColumn where its target comes from
 * @param n times it was kept or reached
 * @param d times it was due
 * @param target share that it was to reach; null when none was in force
 */
record Figure(String name, String column, String targetColumn, long n, long d, Double target) {
    /** Share kept or reached, on 0 to 100. */
    MeanEstimate delivered() {
        return MeanEstimate.share(n, d).scaled(100, 0);
    }

    /** Share asked, on 0 to 100. */
    MeanEstimate asked() {
        return MeanEstimate.exact(100 * target);
    }
}
