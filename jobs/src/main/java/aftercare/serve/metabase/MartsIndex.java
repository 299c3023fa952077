package aftercare.serve.metabase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The tables and fields of the marts as Metabase knows them.
 *
 * @param tables by name
 * @param fields by table and column, joined by a dot
 */
record MartsIndex(Map<String, JsonNode> tables, Map<String, JsonNode> fields) {
    static MartsIndex of(JsonNode metadata) {
        Map<String, JsonNode> tables = new HashMap<>();
        Map<String, JsonNode> fields = new HashMap<>();
        for (JsonNode table : metadata.path("tables")) {
            if (MartsCatalog.SCHEMA.equals(table.path("schema").asText())) {
                String name = table.path("name").asText();
                tables.put(name, table);
                table.path("fields")
                        .forEach(field ->
                                fields.put(name + "." + field.path("name").asText(), field));
            }
        }
        return new MartsIndex(tables, fields);
    }

    /** The marts before Metabase has read them; ids are negative. */
    static MartsIndex planned(MartsCatalog catalog) {
        Map<String, JsonNode> tables = new HashMap<>();
        Map<String, JsonNode> fields = new HashMap<>();
        catalog.columns().forEach((table, columns) -> {
            tables.put(table, planned(table, tables.size()));
            columns.forEach(column -> fields.put(table + "." + column, planned(column, fields.size())));
        });
        return new MartsIndex(tables, fields);
    }

    private static ObjectNode planned(String name, int before) {
        return Work.object().put("id", -1 - before).put("name", name);
    }

    /** This, with what only the other has. */
    MartsIndex or(MartsIndex other) {
        Map<String, JsonNode> moreTables = new HashMap<>(other.tables);
        Map<String, JsonNode> moreFields = new HashMap<>(other.fields);
        moreTables.putAll(tables);
        moreFields.putAll(fields);
        return new MartsIndex(moreTables, moreFields);
    }

    /** All fields, and of the tables some. */
    MartsIndex only(Predicate<String> some) {
        Map<String, JsonNode> fewer = new HashMap<>(tables);
        fewer.keySet().removeIf(some.negate());
        return new MartsIndex(fewer, fields);
    }

    Optional<JsonNode> field(String table, String column) {
        return Optional.ofNullable(fields.get(table + "." + column));
    }

    Optional<Long> fieldId(String table, String column) {
        return field(table, column).map(field -> field.path("id").asLong());
    }
}
