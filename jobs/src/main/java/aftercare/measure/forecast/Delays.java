package aftercare.measure.forecast;

import aftercare.stats.ReverseHazard;
import java.io.Serializable;

/**
 * The reporting delays of the whole company: repairs by month of opening and months until they were known.
 *
 * @param counts by month and delay
 */
@SuppressWarnings("ArrayRecordComponent") // Compared nowhere, and read only.
record Delays(long[][] counts) implements Serializable {
    /** Older months say less about today's delays. */
    private static final int MONTHS_LOOKED_AT = 24;

    /** What was known of the delays at the end of an origin's month. */
    ReverseHazard at(int origin) {
        int from = Math.max(0, origin + 1 - MONTHS_LOOKED_AT);
        double[][] seen = new double[Math.max(0, origin + 1 - from)][CategoryHistory.DELAYS];
        int[] observed = new int[seen.length];
        for (int i = 0; i < seen.length; i++) {
            observed[i] = Math.min(CategoryHistory.DELAYS, origin - (from + i) + 1);
            for (int delay = 0; delay < observed[i]; delay++) {
                seen[i][delay] = counts[from + i][delay];
            }
        }
        return ReverseHazard.fit(seen, observed, CategoryHistory.DELAYS);
    }

    /** Share of each month's repairs known by the end of an origin's month; months after it have 1. */
    double[] reported(int origin) {
        ReverseHazard hazard = at(origin);
        double[] reported = new double[counts.length];
        for (int month = 0; month < reported.length; month++) {
            reported[month] = Math.max(0.05, hazard.reportedAfter(Math.max(0, origin - month)));
            if (month > origin) {
                reported[month] = 1;
            }
        }
        return reported;
    }
}
