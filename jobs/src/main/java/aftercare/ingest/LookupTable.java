package aftercare.ingest;

import java.io.Serializable;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One field of another file, by its key.
 *
 * @param name how messages call the file
 * @param values the field by the key; empty where the field is
 * @param problem why it cannot be used; null when it can
 */
record LookupTable(
        String name, Map<String, String> values, @Nullable String problem) implements Serializable {
    /** Finds nothing. */
    static final LookupTable NOTHING = new LookupTable("", Map.of(), null);

    private static final Pattern WHOLE = Pattern.compile("(-?\\d+)\\.0+");

    static LookupTable unusable(String name, String problem) {
        return new LookupTable(name, Map.of(), problem);
    }

    /** A key as it is compared: a spreadsheet writes 1001 as 1001.0. */
    static String key(String text) {
        String stripped = text.strip();
        var whole = WHOLE.matcher(stripped);
        return whole.matches() ? whole.group(1) : stripped;
    }
}
