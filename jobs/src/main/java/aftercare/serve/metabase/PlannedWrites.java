package aftercare.serve.metabase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes nothing. What would be made gets a negative id to be spoken of. */
final class PlannedWrites implements Writes {
    private static final Pattern ID = Pattern.compile(".*/(-?\\d+)");

    private long lastId;

    @Override
    public JsonNode create(String path, ObjectNode body, Supplier<Optional<JsonNode>> lookUp) {
        return body.deepCopy().put("id", --lastId);
    }

    @Override
    public JsonNode update(String path, ObjectNode body) {
        Matcher id = ID.matcher(path);
        return id.matches() ? body.deepCopy().put("id", Long.parseLong(id.group(1))) : body;
    }

    @Override
    public void set(String path, ObjectNode body) {
        // Nothing here refers to it.
    }

    @Override
    public boolean real() {
        return false;
    }
}
