package aftercare.serve.metabase;

import aftercare.config.Language;
import aftercare.contract.GoldColumn;
import aftercare.contract.GoldContract;
import aftercare.contract.Text;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Brings names and definitions of tables and columns from the gold contracts to Metabase. */
final class MetadataSync {
    private final Work work;
    private final Language language;
    private final Collection<GoldContract> contracts;
    private final FieldMeaning meaning;

    MetadataSync(Work work, Language language, Collection<GoldContract> contracts) {
        this.work = work;
        this.language = language;
        this.contracts = contracts;
        this.meaning = new FieldMeaning(contracts);
    }

    void describe(Login login, MartsIndex index) {
        for (GoldContract contract : contracts) {
            JsonNode table = index.tables().get(contract.table());
            if (table != null) {
                describe(login, contract, table, index);
            }
        }
    }

    /** One change for a table and all its columns: hundreds of columns would drown the rest of a plan. */
    private void describe(Login login, GoldContract contract, JsonNode table, MartsIndex index) {
        List<Runnable> updates = new ArrayList<>();
        ObjectNode wanted = words(contract.title(), contract.description());
        if (differs(wanted, table)) {
            updates.add(
                    () -> work.writes().update("/api/table/" + table.path("id").asLong(), wanted));
        }
        Map<Long, Long> shown = shownBy(contract, table, index);
        for (GoldColumn column : contract.columns()) {
            index.field(contract.table(), column.name())
                    .ifPresent(field -> describe(contract.table(), column, field, shown, index, updates));
        }
        if (!updates.isEmpty()) {
            work.plan()
                    .add(Change.update(
                            "descriptions of",
                            contract.table() + " in " + login.database(),
                            List.of(updates.size() + " texts and meanings")));
            updates.forEach(Runnable::run);
        }
    }

    private void describe(
            String table,
            GoldColumn column,
            JsonNode field,
            Map<Long, Long> shown,
            MartsIndex index,
            List<Runnable> updates) {
        ObjectNode body = words(column.label(), column.description());
        meaning.describe(body, table, column, index);
        if (differs(body, field)) {
            updates.add(
                    () -> work.writes().update("/api/field/" + field.path("id").asLong(), body));
        }
        // Behind the field's own update, since a column has to be a key before it can be shown by name.
        meaning.nameOf(table, column, index)
                .filter(name -> !name.equals(shown.get(field.path("id").asLong())))
                .ifPresent(name -> updates.add(() -> showBy(field, in(column.label()), name)));
    }

    /**
     * The fields by whose values those of a table's keys are shown, by the key's field. Only what Metabase answers of a
     * table for queries holds them; the description of a database does not.
     */
    private Map<Long, Long> shownBy(GoldContract contract, JsonNode table, MartsIndex index) {
        long id = table.path("id").asLong();
        boolean hasKeys = contract.columns().stream().anyMatch(column -> meaning.nameOf(contract.table(), column, index)
                .isPresent());
        Map<Long, Long> shown = new HashMap<>();
        if (hasKeys && id > 0) {
            work.reads()
                    .get("/api/table/" + id + "/query_metadata?include_hidden_fields=true")
                    .path("fields")
                    .forEach(field -> field.path("dimensions").forEach(dimension -> {
                        if ("external".equals(dimension.path("type").asText())) {
                            shown.put(
                                    field.path("id").asLong(),
                                    dimension.path("human_readable_field_id").asLong());
                        }
                    }));
        }
        return shown;
    }

    private void showBy(JsonNode field, String label, long name) {
        work.writes()
                .set(
                        "/api/field/" + field.path("id").asLong() + "/dimension",
                        Work.object().put("type", "external").put("name", label).put("human_readable_field_id", name));
    }

    private static boolean differs(ObjectNode wanted, JsonNode current) {
        List<String> names = new ArrayList<>();
        wanted.fieldNames().forEachRemaining(names::add);
        return !Canonical.of(wanted).equals(Canonical.members(current, names));
    }

    private ObjectNode words(Text title, Text description) {
        return Work.object().put("display_name", in(title)).put("description", in(description));
    }

    private String in(Text text) {
        return text.in(language);
    }
}
