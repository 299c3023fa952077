package aftercare.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first thing found wrong with the record at hand; later findings do not displace it. */
final class Problem {
    /** Between the names of several files. */
    static final String SEVERAL = "\n";

    private static final int LONGEST_QUOTE = 80;
    private static final int NAMES_SHOWN = 20;

    private @Nullable String rule;
    private @Nullable String reason;
    private @Nullable String nothingIn;

    void clear() {
        rule = null;
        reason = null;
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
        if (rule == null) {
            rule = brokenRule;
            reason = plainReason;
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

    /** A value as a reason repeats it: on one line, not too long, and without what would steer a terminal. */
    static String quote(String text) {
        String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…";
    }

    /** Names in a message: the first ones, each on one line, and how many more there are. */
    static String list(java.util.List<String> names) {
        String shown = names.stream()
                .limit(NAMES_SHOWN)
                .map(Problem::quote)
                .collect(java.util.stream.Collectors.joining(", "));
        return names.size() <= NAMES_SHOWN ? shown : shown + " and " + (names.size() - NAMES_SHOWN) + " more";
    }
}
