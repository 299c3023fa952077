package aftercare.contract;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.contract.ColumnType.Kind;
import aftercare.contract.PromiseRule.Judged;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.serialization.JsonNodeReader;
import com.networknt.schema.utils.JsonNodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code schemas/promises.yaml}; everything wrong with it is told at once, each with its line. */
final class PromiseRules {
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .configure(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, false)
            .configure(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY, true);

    /**
     * A part of a judgement, played by a column of a source.
     *
     * @param source the source
     * @param kinds what the column may be
     * @param many whether several columns may play it
     */
    private record Part(String source, Set<Kind> kinds, boolean many) {}

    private static final Set<Kind> WHOLE = Set.of(Kind.INT, Kind.LONG);
    private static final Set<Kind> INSTANT = Set.of(Kind.TIMESTAMP);
    private static final Set<Kind> DAY = Set.of(Kind.DATE);
    private static final Set<Kind> AMOUNT = Set.of(Kind.DECIMAL, Kind.DOUBLE, Kind.INT, Kind.LONG);

    private static final Map<Judged, Map<String, Part>> PARTS = Map.of(
            Judged.CALLS,
            Map.of(
                    "at", one("hotline_calls", INSTANT),
                    "offered", one("hotline_calls", WHOLE),
                    "answered", one("hotline_calls", WHOLE)),
            Judged.VISIT,
            Map.of("from", one("repairs", INSTANT), "to", one("repairs", INSTANT)),
            Judged.REQUEST,
            Map.of(
                    "from", one("product_returns", DAY),
                    "to", one("product_returns", DAY),
                    "decided", one("product_returns", DAY),
                    "decision", one("product_returns", Set.of(Kind.STRING))),
            Judged.RECORD,
            Map.of("at", one("repairs", INSTANT), "known", new Part("repairs", Set.of(Kind.values()), true)),
            Judged.CALLBACK,
            Map.of("from", one("repairs", INSTANT), "to", one("callbacks", INSTANT)),
            Judged.FREE_REPAIR,
            Map.of("from", one("repairs", DAY), "to", one("repairs", INSTANT), "paid", one("repairs", AMOUNT)));

    private final Path file;
    private final Map<String, Contract> sources;
    private final List<String> problems = new ArrayList<>();

    private PromiseRules(Path file, Map<String, Contract> sources) {
        this.file = file;
        this.sources = sources;
    }

    private static Part one(String source, Set<Kind> kinds) {
        return new Part(source, kinds, false);
    }

    /**
     * The rules of a file; none when there is no file.
     *
     * @throws AftercareException AFC-1105 naming every line that is wrong
     */
    static List<PromiseRule> read(Path file, Path schema, Map<String, Contract> sources) {
        return Files.exists(file) ? new PromiseRules(file, sources).read(schema) : List.of();
    }

    private List<PromiseRule> read(Path schema) {
        try {
            JsonNode tree =
                    JsonNodeReader.builder().locationAware().build().readTree(Files.readString(file), InputFormat.YAML);
            Set<ValidationMessage> broken = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Files.readString(schema))
                    .validate(tree);
            for (ValidationMessage each : broken) {
                problems.add("line " + line(each.getInstanceNode()) + ": " + each.getMessage());
            }
            Translations.beside(file.resolveSibling(""), "policies").into("promises", tree);
            List<PromiseRule> rules = problems.isEmpty() ? rules(tree.get("rules")) : List.of();
            if (!problems.isEmpty()) {
                throw unfit(String.join("; ", new LinkedHashSet<>(problems)), null);
            }
            return rules;
        } catch (IOException unreadable) {
            throw unfit(unreadable.getMessage(), unreadable);
        }
    }

    private List<PromiseRule> rules(JsonNode nodes) throws IOException {
        List<PromiseRule> rules = new ArrayList<>();
        Map<String, Integer> versions = new HashMap<>();
        for (JsonNode node : nodes) {
            int line = line(node);
            PromiseRule rule = rule(node, line);
            if (rule == null) {
                continue;
            }
            Integer other = versions.putIfAbsent(rule.promise() + " of " + rule.validFrom(), line);
            if (other != null) {
                problems.add("line " + line + ": a version of " + rule.promise() + " from " + rule.validFrom()
                        + " stands in line " + other + " already; versions may not overlap");
            }
            checkColumns(rule, node.get("columns"), line);
            rules.add(rule);
        }
        return List.copyOf(rules);
    }

    private PromiseRule rule(JsonNode node, int line) throws IOException {
        try {
            return MAPPER.treeToValue(node, PromiseRule.class);
        } catch (com.fasterxml.jackson.databind.exc.ValueInstantiationException unfit) {
            if (unfit.getCause() instanceof DateTimeException noDay) {
                problems.add("line " + line + ": valid_from: " + noDay.getMessage());
                return null;
            }
            throw unfit;
        }
    }

    private void checkColumns(PromiseRule rule, JsonNode columns, int line) {
        Map<String, Part> parts = PARTS.get(rule.judged());
        for (Map.Entry<String, Part> part : new java.util.TreeMap<>(parts).entrySet()) {
            List<String> named = rule.columns().get(part.getKey());
            if (named == null) {
                problems.add("line " + line + ": " + rule.promise() + " names no column for '" + part.getKey() + "'");
                continue;
            }
            int at = line(columns.get(part.getKey()));
            if (named.size() > 1 && !part.getValue().many()) {
                problems.add("line " + at + ": " + rule.promise() + " names several columns for '" + part.getKey()
                        + "', which is one column");
            }
            named.forEach(column -> checkColumn(rule, part.getKey(), part.getValue(), column, at));
        }
        for (String part : rule.columns().keySet()) {
            if (!parts.containsKey(part)) {
                problems.add("line " + line(columns.get(part)) + ": " + rule.promise() + " has no use for '" + part
                        + "'; it needs " + String.join(", ", new java.util.TreeSet<>(parts.keySet())));
            }
        }
    }

    private void checkColumn(PromiseRule rule, String name, Part part, String column, int line) {
        Contract source = sources.get(part.source());
        Column found = source == null ? null : source.column(column).orElse(null);
        String problem = found == null || !found.reachesSilver()
                ? "which " + part.source() + " does not have"
                : part.kinds().contains(found.type().kind())
                        ? null
                        : "which is a " + found.type().kind().name().toLowerCase(java.util.Locale.ROOT)
                                + " and does not fit";
        if (problem != null) {
            problems.add("line " + line + ": " + rule.promise() + " names the column '" + column + "' for '" + name
                    + "', " + problem);
        }
    }

    private static int line(JsonNode node) {
        return node == null ? 1 : JsonNodes.tokenLocationOf(node).getLineNr();
    }

    private AftercareException unfit(String reason, Exception cause) {
        return new AftercareException(
                ErrorCode.BAD_PROMISE_RULE,
                "The promise rules in " + file + " cannot be used.",
                reason + ".",
                "Mend these lines; their form is described in schemas/promises.schema.json, the columns in docs/contracts.md.",
                cause);
    }
}
