package aftercare.serve.metabase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The dashboards. All are made empty first, since a click on one may lead to another; what stands on them follows in
 * one request each, which replaces tabs, filters and tiles as a whole.
 */
final class DashboardSync {
    static final String KIND = "dashboard";

    private static final String PATH = "/api/dashboard";

    private final Work work;
    private final Map<String, Long> collections;

    DashboardSync(Work work, Map<String, Long> collections) {
        this.work = work;
        this.collections = collections;
    }

    /** The ids of the dashboards, made where missing, with nothing on them yet. */
    Map<String, Long> ensure(List<DesiredState.DashboardSpec> specs) {
        Map<String, JsonNode> current = ours(specs);
        Map<String, Long> ids = new LinkedHashMap<>();
        for (DesiredState.DashboardSpec spec : specs) {
            JsonNode found = current.get(spec.key());
            ids.put(
                    spec.key(),
                    (found == null ? make(spec, specs) : found).path("id").asLong());
        }
        return ids;
    }

    private JsonNode make(DesiredState.DashboardSpec spec, List<DesiredState.DashboardSpec> specs) {
        work.plan().add(Change.create(KIND, spec.title()));
        ObjectNode body = Work.object()
                .put("name", spec.title())
                .put("description", spec.description())
                .put("collection_id", collections.get(spec.collection()));
        return work.writes()
                .create(PATH, body, () -> Optional.ofNullable(ours(specs).get(spec.key())));
    }

    /**
     * Puts on the dashboards what shall stand there; in a second round, where clicks lead to tabs that the first one
     * made.
     *
     * @return each as it is now
     */
    Map<String, JsonNode> fill(List<DesiredState.DashboardSpec> specs, Map<String, Long> ids, Map<String, Long> cards) {
        Map<String, JsonNode> now = new LinkedHashMap<>();
        ids.forEach((key, id) ->
                now.put(key, id < 0 ? Work.object().put("id", id) : work.reads().get(PATH + "/" + id)));
        for (int round = 1; round <= 2; round++) {
            for (DesiredState.DashboardSpec spec : specs) {
                JsonNode current = Work.made(now, spec.key());
                DashboardBody body = new DashboardBody(spec, Work.made(collections, spec.collection()), now, cards);
                now.put(spec.key(), fill(spec, current.path("id").asLong(), current, body));
            }
        }
        return now;
    }

    private JsonNode fill(DesiredState.DashboardSpec spec, long id, JsonNode current, DashboardBody body) {
        ObjectNode canonicalCurrent = DashboardBody.canonical(current);
        ObjectNode canonicalWanted = DashboardBody.canonical(body.over(current));
        List<String> differing = Work.differences(canonicalWanted, canonicalCurrent);
        Optional<Mark> mark = mark(current);
        Mark wanted = Mark.of(spec.key(), canonicalWanted);
        boolean archived = current.path("archived").asBoolean();
        if (differing.isEmpty() && !archived && mark.equals(Optional.of(wanted))) {
            return current;
        }
        report(spec, current, mark, canonicalCurrent, withTakenOff(differing, current, body), archived);
        if (archived) {
            // Tiles cannot be written while it is archived.
            work.writes().update(PATH + "/" + id, Work.object().put("archived", false));
        }
        // Caveats are kept by Metabase and no longer shown by it.
        return work.writes().update(PATH + "/" + id, body.over(current).put("caveats", wanted.toString()));
    }

    /** Names the cards that are taken off, which "tiles" alone would hide. */
    private static List<String> withTakenOff(List<String> differing, JsonNode current, DashboardBody body) {
        List<String> said = new ArrayList<>(differing);
        body.foreign(current).forEach(name -> said.add("takes off “" + name + "”"));
        return said;
    }

    private void report(
            DesiredState.DashboardSpec spec,
            JsonNode current,
            Optional<Mark> mark,
            ObjectNode canonicalCurrent,
            List<String> differing,
            boolean archived) {
        boolean reported = work.plan().changes().stream()
                .anyMatch(change -> change.kind().equals(KIND) && change.name().equals(spec.title()));
        if (reported) {
            return;
        }
        if (archived) {
            work.plan().add(Change.restore(KIND, spec.title()));
        } else if (mark.isPresent()) {
            work.plan()
                    .add(Change.update(KIND, spec.title(), differing)
                            .editedBy(mark.get().editor(current, canonicalCurrent, work.self())));
        } else {
            work.plan().add(Change.update(KIND, spec.title(), List.of("left unfinished")));
        }
    }

    /** Every dashboard of ours by its key; one that was made and not yet marked is known by name and collection. */
    private Map<String, JsonNode> ours(List<DesiredState.DashboardSpec> specs) {
        Map<String, JsonNode> ours = new HashMap<>();
        List<JsonNode> live = work.all(PATH + "?f=all");
        for (DesiredState.DashboardSpec spec : specs) {
            live.stream()
                    .filter(dashboard -> mark(dashboard).isEmpty()
                            && spec.title().equals(dashboard.path("name").asText())
                            && dashboard.path("collection_id").asLong() == Work.made(collections, spec.collection()))
                    .findFirst()
                    .ifPresent(dashboard -> ours.put(spec.key(), dashboard));
        }
        marked(ours, work.all(PATH + "?f=archived"));
        marked(ours, live);
        return ours;
    }

    private static void marked(Map<String, JsonNode> ours, List<JsonNode> dashboards) {
        dashboards.forEach(dashboard -> mark(dashboard).ifPresent(mark -> ours.put(mark.key(), dashboard)));
    }

    private static Optional<Mark> mark(JsonNode dashboard) {
        return Mark.in(dashboard.path("caveats").asText(""));
    }

    /** Archives the dashboards we made and no longer want. */
    void archiveAllBut(List<DesiredState.DashboardSpec> specs) {
        List<String> kept = specs.stream().map(DesiredState.DashboardSpec::key).toList();
        Map<String, JsonNode> live = new HashMap<>();
        marked(live, work.all(PATH + "?f=all"));
        live.forEach((key, dashboard) -> {
            if (!kept.contains(key)) {
                work.archive(
                        KIND,
                        dashboard.path("name").asText(),
                        PATH + "/" + dashboard.path("id").asLong());
            }
        });
    }
}
