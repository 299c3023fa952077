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

    /** The ids of the collections, made, mended or restored. */
    Map<String, Long> ensure(List<DesiredState.Shelf> shelves) {
        Map<String, Long> ids = new LinkedHashMap<>();
        for (DesiredState.Shelf shelf : shelves) {
            ids.put(shelf.key(), ensure(shelf));
        }
        return ids;
    }

    private long ensure(DesiredState.Shelf shelf) {
        ObjectNode wanted = Work.object()
                .put("name", shelf.title())
                .put("description", shelf.description() + " " + Mark.of(shelf.key()));
        Optional<JsonNode> found = find(shelf);
        if (found.isEmpty()) {
            work.plan().add(Change.create("collection", shelf.title()));
            return work.writes()
                    .create(PATH, wanted, () -> find(shelf))
                    .path("id")
                    .asLong();
        }
        long id = found.get().path("id").asLong();
        mend(id, shelf, wanted, found.get());
        return id;
    }

    private void mend(long id, DesiredState.Shelf shelf, ObjectNode wanted, JsonNode held) {
        List<String> differing = Work.differences(Canonical.members(wanted, OURS), Canonical.members(held, OURS));
        boolean archived = held.path("archived").asBoolean();
        if (archived) {
            work.plan().add(Change.restore("collection", shelf.title()));
            wanted.put("archived", false);
        } else if (!differing.isEmpty()) {
            work.plan().add(Change.update("collection", shelf.title(), differing));
        }
        if (archived || !differing.isEmpty()) {
            work.writes().update(PATH + "/" + id, wanted);
        }
    }

    private Optional<JsonNode> find(DesiredState.Shelf shelf) {
        return all().filter(collection -> marked(collection).equals(Optional.of(shelf.key())))
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
    void archiveAllBut(List<DesiredState.Shelf> shelves) {
        List<String> kept = shelves.stream().map(DesiredState.Shelf::key).toList();
        all().filter(collection -> !collection.path("archived").asBoolean())
                .filter(collection ->
                        marked(collection).filter(key -> !kept.contains(key)).isPresent())
                .forEach(collection -> {
                    work.plan()
                            .add(Change.archive(
                                    "collection", collection.path("name").asText()));
                    work.writes()
                            .update(
                                    PATH + "/" + collection.path("id").asLong(),
                                    Work.object().put("archived", true));
                });
    }
}
