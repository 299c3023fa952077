package aftercare.bench;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What was found in the companies of one seed. */
record SeedTruths(long seed, Batch batch, Outlet outlet, Nothing nothing, Claims claims) {
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
     * In the last twelve months, for the planted outlet and for all others: months with review_for_revocation, months
     * to watch, months low, months scored.
     *
     * @param agreed scored months in which the planted outlet is flagged and has score and rank of the worse half
     * @param othersAgreed scored months in which another is not flagged, or has them too
     */
    record Outlet(
            int reviewed,
            int watched,
            int low,
            int scored,
            int othersReviewed,
            int othersWatched,
            int othersLow,
            int othersScored,
            int agreed,
            int othersAgreed,
            List<Accused> accused) {
        boolean found() {
            return reviewed > 0 || watched > 0;
        }
    }

    /**
     * Another outlet than the planted one that was to be reviewed.
     *
     * @param months in which it was
     * @param reasons in the first of them, in English
     * @param truth what is true of it, and at which place from the worst it stands by that
     */
    record Accused(String outlet, List<String> months, String reasons, String truth) {}

    /**
     * Claims of the planted company, then of the one without.
     *
     * @param planted fraudulent claims
     * @param found of these, flagged by the rule they break
     * @param honest other claims
     * @param honestFlagged of these, flagged by any rule
     * @param clean claims of the company without planted truths
     * @param cleanFlagged of these, flagged by any rule
     */
    record Claims(int planted, int found, int honest, int honestFlagged, int clean, int cleanFlagged) {}

    /**
     * Where nothing is planted.
     *
     * @param last issues on the last day
     * @param days days of the thirteen looked at that have an issue
     * @param all issues on all of them
     */
    record Nothing(int last, int days, int all) {}
}
