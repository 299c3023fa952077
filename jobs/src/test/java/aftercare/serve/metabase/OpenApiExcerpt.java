package aftercare.serve.metabase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The shapes of the requests we make, taken from the whole description: no prose, no answers, only what a check needs.
 */
final class OpenApiExcerpt {
    /** Every operation we use. */
    private static final Map<String, List<String>> USED = new TreeMap<>(Map.ofEntries(
            Map.entry("/api/card/", List.of("get", "post")),
            Map.entry("/api/card/{id}", List.of("put")),
            Map.entry("/api/collection/", List.of("get", "post")),
            Map.entry("/api/collection/graph", List.of("get", "put")),
            Map.entry("/api/collection/{id}", List.of("put")),
            Map.entry("/api/dashboard/", List.of("get", "post")),
            Map.entry("/api/dashboard/{id}", List.of("get", "put")),
            Map.entry("/api/database/", List.of("get", "post")),
            Map.entry("/api/database/{id}", List.of("get", "put")),
            Map.entry("/api/database/{id}/metadata", List.of("get")),
            Map.entry("/api/database/{id}/sync_schema", List.of("post")),
            Map.entry("/api/field/{id}", List.of("put")),
            Map.entry("/api/field/{id}/dimension", List.of("post")),
            Map.entry("/api/notification/", List.of("get", "post")),
            Map.entry("/api/notification/{id}", List.of("put")),
            Map.entry("/api/permissions/graph", List.of("get", "put")),
            Map.entry("/api/permissions/group", List.of("get", "post")),
            Map.entry("/api/permissions/group/{id}", List.of("get")),
            Map.entry("/api/pulse/", List.of("get", "post")),
            Map.entry("/api/pulse/{id}", List.of("put")),
            Map.entry("/api/session/", List.of("post")),
            Map.entry("/api/session/properties", List.of("get")),
            Map.entry("/api/setup/", List.of("post")),
            Map.entry("/api/table/{id}", List.of("put")),
            Map.entry("/api/table/{id}/query_metadata", List.of("get")),
            Map.entry("/api/user/current", List.of("get"))));

    private OpenApiExcerpt() {}

    static ObjectNode of(JsonNode whole) {
        ObjectNode excerpt = new ObjectMapper().createObjectNode();
        ObjectNode paths = excerpt.putObject("paths");
        ObjectNode needed = new ObjectMapper().createObjectNode();
        USED.forEach((path, methods) -> methods.forEach(method -> {
            ObjectNode operation = paths.withObjectProperty(path).putObject(method);
            JsonNode body = whole.path("paths").path(path).path(method).path("requestBody");
            if (!body.isMissingNode()) {
                JsonNode schema = body.path("content").path("application/json").path("schema");
                operation
                        .putObject("requestBody")
                        .putObject("content")
                        .putObject("application/json")
                        .set("schema", bare(schema));
                needed.setAll((ObjectNode) referred(whole, schema).path("schemas"));
            }
        }));
        excerpt.putObject("components").set("schemas", bare(needed));
        return excerpt;
    }

    /** The components that a schema refers to, and those that they refer to. */
    static ObjectNode referred(JsonNode whole, JsonNode schema) {
        Map<String, JsonNode> found = new TreeMap<>();
        collect(whole, schema, found);
        ObjectNode components = new ObjectMapper().createObjectNode();
        ObjectNode schemas = components.putObject("schemas");
        found.forEach(schemas::set);
        return components;
    }

    private static void collect(JsonNode whole, JsonNode node, Map<String, JsonNode> found) {
        JsonNode reference = node.path("$ref");
        if (reference.isTextual()) {
            String name = reference.asText().replace("#/components/schemas/", "");
            JsonNode target = whole.path("components").path("schemas").path(name);
            if (found.putIfAbsent(name, target) == null) {
                collect(whole, target, found);
            }
        }
        node.forEach(child -> collect(whole, child, found));
    }

    private static final Set<String> PROSE = Set.of("description", "default");

    /** Without prose; a member that is called so is kept. */
    private static JsonNode bare(JsonNode node) {
        if (node instanceof ArrayNode array) {
            ArrayNode bare = new ObjectMapper().createArrayNode();
            array.forEach(item -> bare.add(bare(item)));
            return bare;
        }
        if (!(node instanceof ObjectNode)) {
            return node;
        }
        ObjectNode bare = new ObjectMapper().createObjectNode();
        node.properties().forEach(member -> {
            boolean prose =
                    PROSE.contains(member.getKey()) && !member.getValue().isObject();
            if (!prose) {
                bare.set(member.getKey(), bare(member.getValue()));
            }
        });
        return bare;
    }

    static String text(JsonNode whole) {
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(of(whole)) + "\n";
        } catch (com.fasterxml.jackson.core.JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
