package aftercare.ingest;

import aftercare.contract.Contract;
import java.util.Locale;

/**
 * How much of a file may be refused before nothing of it is taken: a file of which most is wrong was misunderstood, and
 * the rows that pass are as doubtful as the others. A few refused rows say nothing of the kind, whatever their share.
 *
 * @param share the share of refused rows above which a file is refused whole
 * @param where who says so, in words
 */
record RejectShare(double share, String where) {
    /** Fewer refused rows are set aside, and the others taken. */
    static final int FEWEST_ROWS = 20;

    /** What the contract says, else what the run does. */
    static RejectShare of(Contract contract, double ofTheRun) {
        return contract.maxRejectShare() == null
                ? new RejectShare(ofTheRun, "--max-reject-share " + ofTheRun)
                : new RejectShare(
                        contract.maxRejectShare(),
                        "max_reject_share " + contract.maxRejectShare() + " of " + contract.source());
    }

    /**
     * Whether a file is refused whole.
     *
     * @param refused rows refused
     * @param read rows read that are data
     */
    boolean isExceeded(long refused, long read) {
        return refused >= FEWEST_ROWS && refused > share * read;
    }

    /** Whether a reason is one of {@link #reason}. */
    static boolean says(String reason) {
        return reason.contains("--max-reject-share ") || reason.contains("max_reject_share ");
    }

    /** Why a file is refused whole, in a sentence. */
    String reason(String path, long refused, long read) {
        return String.format(
                Locale.ROOT,
                "%s: %,d of %,d rows (%.1f %%) are refused, more than %s allows, so nothing of it was taken.",
                path,
                refused,
                read,
                100.0 * refused / read,
                where);
    }
}
