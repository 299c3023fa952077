package aftercare.bench;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** What was found in the companies of one seed. */
record SeedTruths(long seed, Batch batch, Outlet outlet, Nothing nothing) {
    /**
     * @param shows the month's end at which one who knows where to look is sure; null when never
     * @param found the first day on which it is an issue; null when never
     * @param others issues of other models and symptoms on the last day
     */
    record Batch(LocalDate shows, LocalDate found, int others) {
        /** Months from showing to being found, below 0 when found earlier; null when it never was. */
        Long monthsLate() {
            return shows == null || found == null
                    ? null
                    : ChronoUnit.MONTHS.between(shows.withDayOfMonth(1), found.withDayOfMonth(1));
        }
    }

    /**
     * In the last twelve months, for the planted outlet and for all others: months with review_for_revocation, months to watch, months low, months
     * scored.
     */
    record Outlet(
            int reviewed,
            int watched,
            int low,
            int scored,
            int othersReviewed,
            int othersWatched,
            int othersLow,
            int othersScored) {
        boolean found() {
            return reviewed > 0 || watched > 0;
        }
    }

    /**
     * Where nothing is planted.
     *
     * @param last issues on the last day
     * @param days days of the thirteen looked at that have an issue
     * @param all issues on all of them
     */
    record Nothing(int last, int days, int all) {}
}
