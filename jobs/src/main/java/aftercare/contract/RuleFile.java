package aftercare.contract;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.utils.JsonNodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file of versioned rules below {@code schemas/}; everything wrong with it is told at once, each with its line. */
final class RuleFile {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, false);

    private final Path file;
    private final Set<String> problems = new LinkedHashSet<>();
    private final Map<String, Integer> lines = new HashMap<>();

    RuleFile(Path file) {
        this.file = file;
    }

    /** The entries below {@code rules}; none when there is no file. */
    Iterable<JsonNode> entries(Path schema) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            String text = Files.readString(file);
            JsonNode tree = SchemaProblems.placed(text);
            problems.addAll(SchemaProblems.of(
                    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                            .getSchema(Files.readString(schema))
                            .validate(tree),
                    text));
            check();
            return tree.get("rules");
        } catch (IOException unreadable) {
            throw unfit(unreadable.getMessage(), unreadable);
        }
    }

    /**
     * The first day of a version; empty where it is no day. Tells when a rule has another version from the same day.
     */
    Optional<LocalDate> validFrom(JsonNode entry, String name) {
        LocalDate day;
        try {
            day = LocalDate.parse(entry.get("valid_from").asText());
        } catch (DateTimeException noDay) {
            problem(entry, "valid_from: " + noDay.getMessage());
            return Optional.empty();
        }
        Integer other = lines.putIfAbsent(name + " of " + day, line(entry));
        if (other != null) {
            problem(
                    entry,
                    "a version of " + name + " from " + day + " stands in line " + other
                            + " already; versions may not overlap");
        }
        return Optional.of(day);
    }

    void problem(@Nullable JsonNode node, @Nullable String what) {
        problems.add("line " + line(node) + ": " + what);
    }

    static int line(@Nullable JsonNode node) {
        return node == null ? 1 : JsonNodes.tokenLocationOf(node).getLineNr();
    }

    /**
     * Refuses the file when anything is wrong with it.
     *
     * @throws AftercareException AFC-1105 naming every line that is wrong
     */
    void check() {
        if (!problems.isEmpty()) {
            throw unfit(String.join("; ", problems), null);
        }
    }

    private AftercareException unfit(@Nullable String reason, @Nullable Exception cause) {
        String schema = file.getFileName().toString().replace(".yaml", ".schema.json");
        return new AftercareException(
                ErrorCode.BAD_PROMISE_RULE,
                "The rules in " + file + " cannot be used.",
                reason + ".",
                "Correct these lines; their form is described in schemas/" + schema
                        + ", the columns in docs/contracts.md.",
                cause);
    }

    /**
     * Windows and thresholds that are no promise, {@code schemas/rules.yaml}.
     *
     * @param promises names that are taken
     */
    static List<Rules.Entry> rules(Path file, Path schema, Set<String> promises) {
        RuleFile rules = new RuleFile(file);
        Map<String, JsonNode> first = new LinkedHashMap<>();
        Set<String> always = new HashSet<>();
        Map<String, Boolean> hasWindow = new HashMap<>();
        List<Rules.Entry> entries = new ArrayList<>();
        for (JsonNode node : rules.entries(schema)) {
            String name = node.get("rule").asText();
            first.putIfAbsent(name, node);
            if (promises.contains(name)) {
                rules.problem(node, name + " is the name of a promise, whose window stands in promises.yaml");
            }
            if (hasWindow.computeIfAbsent(name, none -> node.has("window")) != node.has("window")) {
                rules.problem(node, name + " is a window in one version and a number in another");
            }
            rules.validFrom(node, name).ifPresent(day -> {
                if (day.equals(Rules.ALWAYS)) {
                    always.add(name);
                }
                entries.add(new Rules.Entry(
                        name,
                        day,
                        MAPPER.convertValue(node.get("window"), PromiseRule.Span.class),
                        node.has("number") ? node.get("number").asInt() : null));
            });
        }
        first.forEach((name, node) -> {
            if (!always.contains(name)) {
                rules.problem(
                        node, name + " needs a version with valid_from: \"" + Rules.ALWAYS + "\", for all days before");
            }
        });
        rules.check();
        return List.copyOf(entries);
    }
}
