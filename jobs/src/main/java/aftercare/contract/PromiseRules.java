package aftercare.contract;

import aftercare.config.AftercareException;
import aftercare.contract.ColumnType.Kind;
import aftercare.contract.PromiseRule.Judged;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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

    private final RuleFile file;
    private final List<PromiseRule> rules = new ArrayList<>();
    private final List<JsonNode> nodes = new ArrayList<>();

    private PromiseRules(RuleFile file) {
        this.file = file;
    }

    private static Part one(String source, Set<Kind> kinds) {
        return new Part(source, kinds, false);
    }

    /**
     * Reads a file, which may be missing; its columns are checked by {@link #checked}.
     *
     * @throws AftercareException AFC-1105 naming every line that breaks the schema
     */
    static PromiseRules read(Path path, Path schema) {
        PromiseRules promises = new PromiseRules(new RuleFile(path));
        Translations translations = Translations.beside(schema.resolveSibling(""), "policies");
        for (JsonNode node : promises.file.entries(schema)) {
            promises.add(node, translations);
        }
        return promises;
    }

    private void add(JsonNode node, Translations translations) {
        String promise = node.get("promise").asText();
        file.validFrom(node, promise).ifPresent(day -> {
            PromiseRule rule = MAPPER.convertValue(node, PromiseRule.class);
            try {
                rules.add(rule.saying(translations.text(
                        "promises.rules." + promise + ".says",
                        rule.says().en(),
                        text -> RuleTexts.fill(text, rule.window()))));
                nodes.add(node);
            } catch (IllegalArgumentException noNumber) {
                file.problem(node.get("says"), noNumber.getMessage());
            }
        });
    }

    /** The rules as read, whether or not their columns fit. */
    List<PromiseRule> unchecked() {
        return List.copyOf(rules);
    }

    /**
     * The rules.
     *
     * @throws AftercareException AFC-1105 naming every line that is wrong
     */
    List<PromiseRule> checked(Map<String, Contract> sources) {
        for (int i = 0; i < rules.size(); i++) {
            checkColumns(rules.get(i), nodes.get(i), sources);
        }
        file.check();
        return List.copyOf(rules);
    }

    private void checkColumns(PromiseRule rule, JsonNode node, Map<String, Contract> sources) {
        JsonNode columns = node.get("columns");
        Map<String, Part> parts =
                Objects.requireNonNull(PARTS.get(rule.judged()), "there are parts for each way to judge");
        for (Map.Entry<String, Part> part : new TreeMap<>(parts).entrySet()) {
            List<String> named = rule.columns().get(part.getKey());
            if (named == null) {
                file.problem(node, rule.promise() + " names no column for '" + part.getKey() + "'");
                continue;
            }
            JsonNode at = columns.get(part.getKey());
            if (named.size() > 1 && !part.getValue().many()) {
                file.problem(
                        at, rule.promise() + " names several columns for '" + part.getKey() + "', which is one column");
            }
            Contract source = sources.get(part.getValue().source());
            named.forEach(column -> misfit(part.getValue(), source, column)
                    .ifPresent(reason -> file.problem(
                            at,
                            rule.promise() + " names the column '" + column + "' for '" + part.getKey() + "', "
                                    + reason)));
        }
        for (String part : rule.columns().keySet()) {
            if (!parts.containsKey(part)) {
                file.problem(
                        columns.get(part),
                        rule.promise() + " has no use for '" + part + "'; it needs "
                                + String.join(", ", new TreeSet<>(parts.keySet())));
            }
        }
    }

    private static Optional<String> misfit(Part part, @Nullable Contract source, String name) {
        Optional<Column> column =
                source == null ? Optional.empty() : source.column(name).filter(Column::reachesSilver);
        if (column.isEmpty()) {
            return Optional.of("which " + part.source() + " does not have");
        }
        Kind kind = column.get().type().kind();
        return part.kinds().contains(kind)
                ? Optional.empty()
                : Optional.of("which is a " + kind.name().toLowerCase(Locale.ROOT) + " and does not fit");
    }
}
