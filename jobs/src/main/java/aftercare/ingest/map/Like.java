package aftercare.ingest.map;

import aftercare.contract.Mapping;
import aftercare.ingest.map.Table.Field;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A ready mapping that a proposal begins from, and how much of it a file has.
 *
 * @param name the name of the ready mapping
 * @param mapping the one of its documents that the file is most like
 * @param headers the fields of the file, without case and blanks
 */
record Like(String name, Mapping mapping, Set<String> headers) {
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern WORD = Pattern.compile("(?U)\\b[\\p{L}_]\\w*\\b(?!\\s*\\()");
    private static final Set<String> SQL = Set.of(
            "and",
            "or",
            "not",
            "in",
            "is",
            "null",
            "like",
            "case",
            "when",
            "then",
            "else",
            "end",
            "as",
            "true",
            "false",
            "between",
            "double",
            "int",
            "string",
            "date",
            "timestamp",
            "interval",
            "distinct");
    private static final Pattern TEXT = Pattern.compile("'[^']*'");

    /** The document of a ready mapping that knows most fields of a table. */
    static Like of(String name, List<Mapping> documents, Table table) {
        Set<String> headers =
                table.fields().stream().map(Field::name).map(Like::plain).collect(Collectors.toSet());
        Like best = null;
        for (Mapping document : documents) {
            Like like = new Like(name, document, headers);
            if (best == null || like.share() > best.share()) {
                best = like;
            }
        }
        if (best == null) {
            throw new IllegalStateException("a ready mapping has at least one document");
        }
        return best;
    }

    private static String plain(String header) {
        return header.replaceAll("[\\s\\h_\\-\\u3000\\uFEFF]", "").toLowerCase(Locale.ROOT);
    }

    boolean has(String field) {
        return headers.contains(plain(field));
    }

    /** All fields that it reads. */
    Set<String> fields() {
        Set<String> fields = new LinkedHashSet<>();
        mapping.into()
                .values()
                .forEach(columns -> columns.forEach((column, origin) -> {
                    fields.addAll(isSql(column) ? sql(origin.asText()) : fields(origin));
                }));
        return fields;
    }

    long there() {
        return fields().stream().filter(this::has).count();
    }

    private double share() {
        return fields().isEmpty() ? 0 : (double) there() / fields().size();
    }

    /** What a mapping takes from a column's origin that the file lacks. */
    List<String> lacking(JsonNode origin) {
        return fields(origin).stream().filter(field -> !has(field)).toList();
    }

    private Set<String> fields(JsonNode origin) {
        Set<String> fields = new LinkedHashSet<>();
        if (origin.isTextual()) {
            fields.add(origin.asText());
        }
        if (origin.has("from")) {
            fields.add(origin.get("from").asText());
        }
        origin.path("join").forEach(field -> fields.add(field.asText()));
        origin.path("plus").forEach(field -> fields.add(field.asText()));
        if (origin.has("expr")) {
            fields.addAll(sql(origin.get("expr").asText()));
        }
        return fields;
    }

    /** Fields that an expression names: in backticks, or as a word that is neither a function nor one of SQL's own. */
    private static List<String> sql(String expression) {
        List<String> fields = new ArrayList<>();
        String code = TEXT.matcher(expression).replaceAll("''");
        Matcher quoted = QUOTED.matcher(code);
        while (quoted.find()) {
            fields.add(quoted.group(1));
        }
        Matcher word = WORD.matcher(QUOTED.matcher(code).replaceAll(""));
        while (word.find()) {
            if (!SQL.contains(word.group().toLowerCase(Locale.ROOT))) {
                fields.add(word.group());
            }
        }
        return fields;
    }

    /** Whether what stands under a key of a source is SQL and no origin. */
    static boolean isSql(String key) {
        return key.equals("where") || key.equals("query");
    }

    List<String> lackingInCondition(String where) {
        return sql(where).stream().filter(field -> !has(field)).toList();
    }

    /** An origin as YAML writes it in one line. */
    static String flow(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return "\"\"";
        }
        if (node.isObject()) {
            List<String> parts = new ArrayList<>();
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                parts.add(MappingText.scalar(entry.getKey()) + ": " + flow(entry.getValue()));
            }
            return parts.stream().collect(Collectors.joining(", ", "{", "}"));
        }
        if (node.isArray()) {
            List<String> parts = new ArrayList<>();
            node.forEach(part -> parts.add(flow(part)));
            return parts.stream().collect(Collectors.joining(", ", "[", "]"));
        }
        return node.isTextual() ? MappingText.scalar(node.asText()) : node.asText();
    }
}
