package aftercare.serve.metabase;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Tells whether somebody edited in Metabase what we had written. */
final class Editor {
    private Editor() {}

    /**
     * Who did, empty where nobody did.
     *
     * @param held the thing as Metabase answers it
     * @param mark the mark on it
     * @param canonical its canonical form, without the mark
     */
    static String of(JsonNode held, Optional<Mark> mark, JsonNode canonical) {
        boolean asWeLeftIt =
                mark.filter(ours -> ours.equals(Mark.of(ours.key(), canonical))).isPresent();
        boolean finished = mark.filter(ours -> !ours.digest().isEmpty()).isPresent();
        if (asWeLeftIt || !finished) {
            return "";
        }
        JsonNode edit = held.path("last-edit-info");
        String who = edit.path("email").asText("");
        String when = edit.path("timestamp").asText("");
        return (who.isEmpty() ? "somebody" : who) + (when.length() < 10 ? "" : " on " + when.substring(0, 10));
    }
}
