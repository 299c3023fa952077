package aftercare.serve.metabase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * One pass over a Metabase.
 *
 * @param reads what is there
 * @param writes where changes go
 * @param plan what was found to differ
 * @param self the id of the user as whom we are signed in; {@link #NOBODY} before
 */
record Work(Reads reads, Writes writes, Plan plan, long self) {
    static final long NOBODY = -1;

    /** What Metabase holds, by path of its API. */
    @FunctionalInterface
    interface Reads {
        JsonNode get(String path);
    }

    /** The same pass, signed in. */
    Work as(long user) {
        return new Work(reads, writes, plan, user);
    }

    /** The same pass with other answers. */
    Work reading(Reads others) {
        return new Work(others, writes, plan, self);
    }

    static ObjectNode object() {
        return MetabaseClient.JSON.createObjectNode();
    }

    static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    static JsonNode text(String text) {
        return MetabaseClient.JSON.getNodeFactory().textNode(text);
    }

    List<JsonNode> all(String path) {
        JsonNode answer = reads.get(path);
        // Some lists come bare, some as a page.
        return list(answer.has("data") ? answer.get("data") : answer);
    }

    Optional<JsonNode> first(String path, Predicate<JsonNode> which) {
        return all(path).stream().filter(which).findFirst();
    }

    /** What was made or found in an earlier step, such as the id of a card. */
    static <K, V> V made(Map<K, V> things, K key) {
        return Objects.requireNonNull(things.get(key), () -> "not made before it is used: " + key);
    }

    /** Archives something that we no longer want. */
    void archive(String kind, String name, String path) {
        plan.add(Change.archive(kind, name));
        writes.update(path, object().put("archived", true));
    }

    /** The names of the members in which two canonical objects differ. */
    static List<String> differences(JsonNode wanted, JsonNode found) {
        Set<String> names = new TreeSet<>();
        wanted.fieldNames().forEachRemaining(names::add);
        found.fieldNames().forEachRemaining(names::add);
        List<String> differing = new ArrayList<>(names);
        differing.removeIf(name -> wanted.path(name).equals(found.path(name)));
        return differing;
    }
}
