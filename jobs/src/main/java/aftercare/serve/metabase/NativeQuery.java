package aftercare.serve.metabase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a native query says, in whichever form it comes: a stage of MBQL 5 (answers from 0.57 on) or the flat form
 * before it, with template tags as a map or (from 0.63) as a list, and field references with the options in second or
 * in third place.
 */
final class NativeQuery {
    /** What is ours of a template tag; its id is only a handle. */
    private static final List<String> TAG = List.of("type", "display-name", "widget-type", "default", "required");

    private NativeQuery() {}

    /** The SQL; empty where the query is none of SQL. */
    static String sql(JsonNode query) {
        JsonNode stage = query.path("stages").path(0);
        return stage.isMissingNode()
                ? query.path("native").path("query").asText("")
                : stage.path("native").asText("");
    }

    /** Database, SQL without our mark, and template tags by name. */
    static ObjectNode canonical(JsonNode query) {
        ObjectNode canonical = MetabaseClient.JSON.createObjectNode();
        canonical.set("database", query.path("database"));
        canonical.put("sql", Mark.without(sql(query)).strip());
        canonical.set("tags", tags(query));
        return (ObjectNode) Canonical.of(canonical);
    }

    private static ObjectNode tags(JsonNode query) {
        JsonNode stage = query.path("stages").path(0);
        JsonNode given =
                stage.isMissingNode() ? query.path("native").path("template-tags") : stage.path("template-tags");
        ObjectNode tags = MetabaseClient.JSON.createObjectNode();
        // Both a map's values and a list's items.
        given.forEach(tag -> tags.set(tag.path("name").asText(), tag(tag)));
        return tags;
    }

    private static ObjectNode tag(JsonNode given) {
        ObjectNode tag = Canonical.members(given, TAG);
        if (!tag.path("required").asBoolean()) {
            tag.remove("required");
        }
        JsonNode field = given.path("dimension");
        if (field.isArray()) {
            tag.put("field", fieldId(field));
        }
        return tag;
    }

    /** {@code ["field", {...}, 7]} and {@code ["field", 7, null]} alike. */
    private static long fieldId(JsonNode reference) {
        return reference.path(1).isNumber()
                ? reference.path(1).asLong()
                : reference.path(2).asLong();
    }

    /** The query to send: one stage of SQL. */
    static ObjectNode of(long database, String sql, ObjectNode tags) {
        ObjectNode query = MetabaseClient.JSON.createObjectNode();
        query.put("lib/type", "mbql/query").put("database", database);
        ArrayNode stages = query.putArray("stages");
        ObjectNode stage =
                stages.addObject().put("lib/type", "mbql.stage/native").put("native", sql);
        if (!tags.isEmpty()) {
            stage.set("template-tags", tags);
        }
        return query;
    }
}
