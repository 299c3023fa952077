package aftercare.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first thing found wrong with the record at hand; later findings do not displace it.
 *
 * <p>A reason goes to logs, gold and reports, so it names the column and the kind of fault in our own words and never
 * repeats what the record holds: in a row that is shifted, a name may stand anywhere. What it was about is kept apart,
 * for quarantine alone (DS21).
 */
final class Problem {
    /** Between the names of several files. */
    static final String SEVERAL = "\n";

    private static final int LONGEST_QUOTE = 80;

    private @Nullable String rule;
    private @Nullable String reason;
    private @Nullable String quoted;
    private @Nullable String nothingIn;

    void clear() {
        rule = null;
        reason = null;
        quoted = null;
        nothingIn = null;
    }

    /** Notes that a key is in none of the rows of another file. */
    void foundNothing(String lookup) {
        if (nothingIn == null) {
            nothingIn = lookup;
        } else if (!List.of(nothingIn.split(SEVERAL, -1)).contains(lookup)) {
            nothingIn += SEVERAL + lookup;
        }
    }

    /** The other files in which the record's keys are not, parted by {@link #SEVERAL}; null for none. */
    @Nullable
    String nothingIn() {
        return nothingIn;
    }

    /** Notes a broken rule with a plain reason, unless one is noted already. */
    void report(String brokenRule, String plainReason) {
        report(brokenRule, plainReason, null);
    }

    /**
     * Notes a broken rule with a plain reason, unless one is noted already.
     *
     * @param plainReason in words that come from contracts, mappings and this program, never from the record
     * @param about the text of the record that is wrong, for quarantine alone; null where it is not to be repeated
     */
    void report(String brokenRule, String plainReason, @Nullable String about) {
        if (rule == null) {
            rule = brokenRule;
            reason = plainReason;
            quoted = about == null ? null : quote(about);
        }
    }

    /** Adds to the reason what may be done. */
    void advise(String advice) {
        reason += "; " + advice;
    }

    boolean found() {
        return rule != null;
    }

    @Nullable
    String rule() {
        return rule;
    }

    @Nullable
    String reason() {
        return reason;
    }

    /** The text that is wrong, on one line; null where none is to be repeated. */
    @Nullable
    String quoted() {
        return quoted;
    }

    /** A value as quarantine repeats it: on one line, not too long, and without what would steer a terminal. */
    static String quote(String text) {
        String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…";
    }
}
