package aftercare.serve.metabase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The collections. Where an administrator moves them is left as it is. */
final class CollectionSync {
    private static final String PATH = "/api/collection";
    private static final List<String> OURS = List.of("name", "description");

    private final Work work;

    CollectionSync(Work work) {
        this.work = work;
    }

    /** The ids of the collections, made, updated or restored. */
    Map<String, Long> ensure(List<DesiredState.CollectionSpec> specs) {
        Map<String, Long> ids = new LinkedHashMap<>();
        for (DesiredState.CollectionSpec spec : specs) {
            ids.put(spec.key(), ensure(spec));
        }
        return ids;
    }

    private long ensure(DesiredState.CollectionSpec spec) {
        ObjectNode wanted = Work.object()
                .put("name", spec.title())
                .put("description", spec.description() + " " + Mark.of(spec.key()));
        Optional<JsonNode> found = find(spec);
        if (found.isEmpty()) {
            work.plan().add(Change.create("collection", spec.title()));
            return work.writes()
                    .create(PATH, wanted, () -> find(spec))
                    .path("id")
                    .asLong();
        }
        long id = found.get().path("id").asLong();
        update(id, spec, wanted, found.get());
        return id;
    }

    private void update(long id, DesiredState.CollectionSpec spec, ObjectNode wanted, JsonNode current) {
        List<String> differing = Work.differences(Canonical.members(wanted, OURS), Canonical.members(current, OURS));
        boolean archived = current.path("archived").asBoolean();
        if (archived) {
            work.plan().add(Change.restore("collection", spec.title()));
            wanted.put("archived", false);
        } else if (!differing.isEmpty()) {
            work.plan().add(Change.update("collection", spec.title(), differing));
        }
        if (archived || !differing.isEmpty()) {
            work.writes().update(PATH + "/" + id, wanted);
        }
    }

    private Optional<JsonNode> find(DesiredState.CollectionSpec spec) {
        return all().filter(collection -> marked(collection).equals(Optional.of(spec.key())))
                .findFirst();
    }

    private Stream<JsonNode> all() {
        return Stream.concat(work.all(PATH).stream(), work.all(PATH + "?archived=true").stream())
                .filter(collection -> collection.path("id").isNumber());
    }

    private static Optional<String> marked(JsonNode collection) {
        return Mark.in(collection.path("description").asText("")).map(Mark::key);
    }

    /** Archives what we made and no longer want; empty by then, since its cards and dashboards went before. */
    void archiveAllBut(List<DesiredState.CollectionSpec> specs) {
        List<String> kept = specs.stream().map(DesiredState.CollectionSpec::key).toList();
        all().filter(collection -> !collection.path("archived").asBoolean())
                .filter(collection ->
                        marked(collection).filter(key -> !kept.contains(key)).isPresent())
                .forEach(collection -> work.archive(
                        "collection",
                        collection.path("name").asText(),
                        PATH + "/" + collection.path("id").asLong()));
    }
}
