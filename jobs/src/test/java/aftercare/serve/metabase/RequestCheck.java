package aftercare.serve.metabase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Checks requests against Metabase's own description of its API: the whole of 0.58 where it lies beside the project,
 * else the excerpt kept in it ({@link OpenApiExcerpt}). The description was made from schemas that choose by a type,
 * and says oneOf where several of them may hold; anyOf is what it means. It leaves a few maps untyped, so members that
 * it does not name are refused at the top of a body.
 */
final class RequestCheck {
    static final Path WHOLE = Path.of(System.getProperty("aftercare.project", ".."), "..")
            .resolve("shared/data/metabase/openapi-v0.58.json");
    static final String EXCERPT = "/metabase/openapi-v0.58-excerpt.json";

    private static final JsonNode KEPT = excerpt();
    private static final RequestCheck SHARED = new RequestCheck(Files.exists(WHOLE) ? whole() : excerpt());
    /** What Metabase takes beyond its description, as its sources show. */
    private static final Map<String, List<String>> UNSAID = Map.of(
            "PUT /api/permissions/graph", List.of("revision", "groups"),
            "PUT /api/notification/{id}", List.of("id", "active", "created_at", "updated_at"),
            "POST /api/notification/", List.of("active"),
            "PUT /api/dashboard/{id}", List.of());

    private final JsonNode description;
    private final Map<String, JsonSchema> schemas = new TreeMap<>();
    private final Map<Pattern, String> paths = new java.util.LinkedHashMap<>();

    RequestCheck(JsonNode description) {
        this.description = description;
        description
                .path("paths")
                .fieldNames()
                .forEachRemaining(path -> paths.put(Pattern.compile(path.replaceAll("\\{[^}]+}", "[^/]+")), path));
    }

    static RequestCheck shared() {
        return SHARED;
    }

    static JsonNode whole() {
        try {
            return new ObjectMapper().readTree(Files.readString(WHOLE));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static JsonNode excerpt() {
        try (InputStream file = RequestCheck.class.getResourceAsStream(EXCERPT)) {
            return new ObjectMapper().readTree(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What is wrong with a request; empty when nothing is. */
    synchronized List<String> check(String method, String path, JsonNode body) {
        if (path.equals("/api/health")) {
            return List.of();
        }
        String known = paths.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(withSlash(path)).matches()
                        || entry.getKey().matcher(path).matches())
                .map(Map.Entry::getValue)
                .filter(candidate ->
                        description.path("paths").path(candidate).has(method.toLowerCase(java.util.Locale.ROOT)))
                // A path that is said outright, such as /api/collection/graph, before one with a gap.
                .min(java.util.Comparator.comparing(candidate -> candidate.contains("{")))
                .orElse("");
        JsonNode operation = description.path("paths").path(known).path(method.toLowerCase(java.util.Locale.ROOT));
        if (operation.isMissingNode()) {
            return List.of("there is no " + method + " " + path);
        }
        // Where the whole is missing the excerpt judges alone, so a call that it leaves out is told where both are.
        if (!KEPT.path("paths").path(known).has(method.toLowerCase(java.util.Locale.ROOT))) {
            return List.of("OpenApiExcerpt leaves out " + method + " " + known);
        }
        JsonNode schema = operation
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema");
        if (schema.isMissingNode() || body == null) {
            return List.of();
        }
        String name = method + " " + known;
        List<String> wrong = new ArrayList<>();
        JsonNode named = schema.path("properties");
        body.fieldNames().forEachRemaining(member -> {
            if (!named.isEmpty()
                    && !named.has(member)
                    && !UNSAID.getOrDefault(name, List.of()).contains(member)) {
                wrong.add(name + " has no " + member);
            }
        });
        compiled(name, schema).validate(body).forEach(message -> wrong.add(name + ": " + message.getMessage()));
        return wrong;
    }

    private static String withSlash(String path) {
        return path.endsWith("/") ? path : path + "/";
    }

    private JsonSchema compiled(String name, JsonNode schema) {
        return schemas.computeIfAbsent(name, any -> {
            ObjectNode document = new ObjectMapper().createObjectNode();
            document.set("components", OpenApiExcerpt.referred(description, schema));
            document.setAll((ObjectNode) schema.deepCopy());
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(document.toString().replace("\"oneOf\"", "\"anyOf\""));
        });
    }
}
