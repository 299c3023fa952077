package aftercare.serve.metabase;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The release of a Metabase; v0.58.3 and v1.58.3 are the open and the paid edition of the same.
 *
 * @param text as Metabase writes it
 * @param major 58 in v0.58.3; 0 where the text is of another form, as in development builds
 */
record MetabaseVersion(String text, int major) {
    /** From the one whose API description the requests are checked against to the newest that was seen alive. */
    static final String PROVEN = "0.58 to 0.63";

    private static final int PROVEN_FROM = 58;
    private static final int PROVEN_TO = 63;
    private static final int OLDEST_MAJOR = 57;
    private static final Pattern TAG = Pattern.compile("v?[01]\\.(\\d+)\\b.*");

    static MetabaseVersion of(JsonNode properties) {
        String tag = properties.path("version").path("tag").asText("");
        Matcher matcher = TAG.matcher(tag);
        return new MetabaseVersion(
                tag.isEmpty() ? "of unknown version" : tag, matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0);
    }

    boolean tooOld() {
        return major > 0 && major < OLDEST_MAJOR;
    }

    boolean proven() {
        return major >= PROVEN_FROM && major <= PROVEN_TO;
    }
}
