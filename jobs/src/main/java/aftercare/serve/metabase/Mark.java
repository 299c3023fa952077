package aftercare.serve.metabase;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What we leave on a thing in Metabase to know it again, whatever it is called and wherever it is moved: its key, and a
 * digest of how we left it, which tells an edit by hand from a change of ours. On a card it is the first line of the
 * SQL, on a dashboard it stands in the caveats, which Metabase keeps and no longer shows, on a collection at the end of
 * the description.
 *
 * @param key which of ours it is, such as {@code quality/satisfaction_trend}
 * @param digest of its canonical form as we wrote it; empty where none is kept
 */
record Mark(String key, String digest) {
    private static final String NOTE = "made by aftercare dashboards; edits here are overwritten";
    private static final Pattern FORM = Pattern.compile("\\[aftercare:([A-Za-z0-9_./-]+)(?: ([0-9a-f]{12}))?\\]");
    private static final Pattern SQL_LINE = Pattern.compile("\\A-- \\[aftercare:[^\\n]*(?:\\n|\\z)");
    private static final int DIGITS = 12;

    static Mark of(String key, JsonNode canonical) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(canonical.toString().getBytes(StandardCharsets.UTF_8));
            return new Mark(key, HexFormat.of().formatHex(digest).substring(0, DIGITS));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Mark of(String key) {
        return new Mark(key, "");
    }

    /** The mark in a text, if one is there. */
    static Optional<Mark> in(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.find()
                ? Optional.of(new Mark(matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2)))
                : Optional.empty();
    }

    /**
     * Who edited by hand what carries this mark; empty where nobody did. Metabase names the last who saved it, which is
     * us where something else was done to it, such as a card deleted that stood on it; then nobody is named.
     *
     * @param current the thing as Metabase answers it
     * @param canonical its canonical form, without the mark
     * @param self the id of the user as whom we are signed in
     */
    String editor(JsonNode current, JsonNode canonical, long self) {
        if (digest.isEmpty() || equals(of(key, canonical))) {
            return "";
        }
        JsonNode edit = current.path("last-edit-info");
        if (edit.path("id").asLong(Work.NOBODY) == self) {
            return "somebody";
        }
        String who = edit.path("email").asText("");
        String when = edit.path("timestamp").asText("");
        return (who.isEmpty() ? "somebody" : who) + (when.length() < 10 ? "" : " on " + when.substring(0, 10));
    }

    /**
     * SQL under a line with this mark; first, because a comment behind the last line would swallow a bracket put around
     * the query.
     */
    String onSql(String sql) {
        return "-- " + this + " " + NOTE + "\n" + sql;
    }

    /** SQL without such a line. */
    static String without(String sql) {
        return SQL_LINE.matcher(sql).replaceFirst("");
    }

    @Override
    public String toString() {
        return "[aftercare:" + key + (digest.isEmpty() ? "" : " " + digest) + "]";
    }
}
