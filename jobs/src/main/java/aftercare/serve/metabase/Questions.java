package aftercare.serve.metabase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The cards. One is known again by the mark in its SQL, whatever it was renamed to and wherever it was moved. */
final class Questions {
    static final String KIND = "card";

    private static final String PATH = "/api/card";
    private static final List<String> OURS =
            List.of("name", "description", "display", "visualization_settings", "collection_id", "type");

    private final Work work;
    private final Warehouses marts;
    private final Map<String, Long> collections;

    Questions(Work work, Warehouses marts, Map<String, Long> collections) {
        this.work = work;
        this.marts = marts;
        this.collections = collections;
    }

    /** The ids of the cards, made, updated or restored. */
    Map<String, Long> ensure(List<DesiredState.QuestionSpec> questions) {
        Map<String, JsonNode> current = ours();
        Map<String, Long> ids = new LinkedHashMap<>();
        for (DesiredState.QuestionSpec question : questions) {
            ids.put(question.key(), ensure(question, Optional.ofNullable(current.get(question.key()))));
        }
        return ids;
    }

    private long ensure(DesiredState.QuestionSpec question, Optional<JsonNode> current) {
        ObjectNode wanted = body(question);
        if (current.isEmpty()) {
            work.plan().add(Change.create(KIND, question.title()));
            return work.writes()
                    .create(PATH, wanted, () -> Optional.ofNullable(ours().get(question.key())))
                    .path("id")
                    .asLong();
        }
        long id = current.get().path("id").asLong();
        update(id, question.title(), wanted, current.get());
        return id;
    }

    private void update(long id, String title, ObjectNode wanted, JsonNode current) {
        ObjectNode canonicalCurrent = canonical(current);
        List<String> differing = Work.differences(canonical(wanted), canonicalCurrent);
        boolean archived = current.path("archived").asBoolean();
        if (archived) {
            work.plan().add(Change.restore(KIND, title));
            wanted.put("archived", false);
        } else if (!differing.isEmpty()) {
            String editor = mark(current)
                    .map(mark -> mark.editor(current, canonicalCurrent, work.self()))
                    .orElse("");
            work.plan().add(Change.update(KIND, title, differing).editedBy(editor));
        } else {
            return;
        }
        work.writes().update(PATH + "/" + id, wanted);
    }

    ObjectNode body(DesiredState.QuestionSpec question) {
        ObjectNode body = Work.object()
                .put("name", question.title())
                .put("description", question.description())
                .put("display", question.display())
                .put("type", "question")
                .put("collection_id", collections.get(question.collection()));
        body.set("visualization_settings", question.settings());
        long database = marts.database(question.login());
        body.set("dataset_query", NativeQuery.of(database, question.sql(), tags(question)));
        Mark mark = Mark.of(question.key(), canonical(body));
        body.set("dataset_query", NativeQuery.of(database, mark.onSql(question.sql()), tags(question)));
        return body;
    }

    private ObjectNode tags(DesiredState.QuestionSpec question) {
        ObjectNode tags = Work.object();
        for (DesiredState.Tag tag : question.tags()) {
            ObjectNode said = tags.putObject(tag.name())
                    .put("id", id(question.key(), tag.name()))
                    .put("name", tag.name())
                    .put("display-name", tag.label())
                    .put("type", tag.type());
            if (tag.isFieldFilter()) {
                said.put("widget-type", tag.widget());
                said.putArray("dimension").add("field").add(Work.object()).add(fieldId(question, tag));
                if (!tag.defaults().isEmpty()) {
                    tag.defaults().forEach(said.put("required", true).putArray("default")::add);
                }
            }
        }
        return tags;
    }

    /** The same on every machine and at every run. */
    private static String id(String question, String tag) {
        return UUID.nameUUIDFromBytes((question + "#" + tag).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private long fieldId(DesiredState.QuestionSpec question, DesiredState.Tag tag) {
        return marts.index(question.login())
                .fieldId(tag.table(), tag.column())
                .orElseThrow(() -> MetabaseErrors.noSuchColumn(question.key(), tag.table() + "." + tag.column()));
    }

    private static ObjectNode canonical(JsonNode card) {
        ObjectNode canonical = Canonical.members(card, OURS);
        canonical.set("query", NativeQuery.canonical(card.path("dataset_query")));
        return canonical;
    }

    /** Every card of ours by its key, live ones before archived ones. */
    private Map<String, JsonNode> ours() {
        Map<String, JsonNode> ours = new HashMap<>();
        List<Long> databases =
                marts.databases().values().stream().filter(id -> id > 0).toList();
        if (!databases.isEmpty()) {
            collect(ours, work.all(PATH + "?f=archived"));
        }
        databases.forEach(database -> collect(ours, work.all(PATH + "?f=database&model_id=" + database)));
        return ours;
    }

    private static void collect(Map<String, JsonNode> ours, List<JsonNode> cards) {
        cards.forEach(card -> mark(card).ifPresent(mark -> ours.put(mark.key(), card)));
    }

    private static Optional<Mark> mark(JsonNode card) {
        return Mark.in(
                NativeQuery.sql(card.path("dataset_query")).lines().findFirst().orElse(""));
    }

    /** Archives the cards we made and no longer want. */
    void archiveAllBut(List<DesiredState.QuestionSpec> questions) {
        List<String> kept =
                questions.stream().map(DesiredState.QuestionSpec::key).toList();
        ours().forEach((key, card) -> {
            if (!kept.contains(key) && !card.path("archived").asBoolean()) {
                work.archive(
                        KIND,
                        card.path("name").asText(),
                        PATH + "/" + card.path("id").asLong());
            }
        });
    }
}
