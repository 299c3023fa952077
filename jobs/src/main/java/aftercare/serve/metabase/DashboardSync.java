package aftercare.serve.metabase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The dashboards. All are made empty first, since a click on one may lead to another; what stands on them follows in one request each, which
 * replaces tabs, filters and tiles as a whole.
 */
final class DashboardSync {
    static final String KIND = "dashboard";

    private static final String PATH = "/api/dashboard";

    private final Work work;
    private final Map<String, Long> shelves;

    DashboardSync(Work work, Map<String, Long> shelves) {
        this.work = work;
        this.shelves = shelves;
    }

    /** The ids of the dashboards, made where missing, with nothing on them yet. */
    Map<String, Long> ensure(List<DesiredState.Board> boards) {
        Map<String, JsonNode> held = ours(boards);
        Map<String, Long> ids = new LinkedHashMap<>();
        for (DesiredState.Board board : boards) {
            JsonNode found = held.get(board.key());
            ids.put(
                    board.key(),
                    (found == null ? make(board, boards) : found).path("id").asLong());
        }
        return ids;
    }

    private JsonNode make(DesiredState.Board board, List<DesiredState.Board> boards) {
        work.plan().add(Change.create(KIND, board.title()));
        ObjectNode body = Work.object()
                .put("name", board.title())
                .put("description", board.description())
                .put("collection_id", shelves.get(board.shelf()));
        return work.writes()
                .create(PATH, body, () -> Optional.ofNullable(ours(boards).get(board.key())));
    }

    /**
     * Puts on the dashboards what shall stand there; in a second round, where clicks lead to tabs that the first one made.
     *
     * @return each as it is now
     */
    Map<String, JsonNode> fill(List<DesiredState.Board> boards, Map<String, Long> ids, Map<String, Long> cards) {
        Map<String, JsonNode> now = new LinkedHashMap<>();
        ids.forEach((key, id) ->
                now.put(key, id < 0 ? Work.object().put("id", id) : work.reads().get(PATH + "/" + id)));
        for (int round = 1; round <= 2; round++) {
            for (DesiredState.Board board : boards) {
                JsonNode held = now.get(board.key());
                DashboardBody body = new DashboardBody(board, shelves.get(board.shelf()), now, cards);
                now.put(board.key(), fill(board, held.path("id").asLong(), held, body));
            }
        }
        return now;
    }

    private JsonNode fill(DesiredState.Board board, long id, JsonNode held, DashboardBody body) {
        ObjectNode canonicalHeld = DashboardBody.canonical(held);
        ObjectNode canonicalWanted = DashboardBody.canonical(body.over(held));
        List<String> differing = Work.differences(canonicalWanted, canonicalHeld);
        Optional<Mark> mark = mark(held);
        Mark wanted = Mark.of(board.key(), canonicalWanted);
        boolean archived = held.path("archived").asBoolean();
        if (differing.isEmpty() && !archived && mark.equals(Optional.of(wanted))) {
            return held;
        }
        report(board, held, mark, canonicalHeld, differing, archived);
        if (archived) {
            // Tiles cannot be written while it is archived.
            work.writes().update(PATH + "/" + id, Work.object().put("archived", false));
        }
        // Caveats are kept by Metabase and no longer shown by it.
        return work.writes().update(PATH + "/" + id, body.over(held).put("caveats", wanted.toString()));
    }

    private void report(
            DesiredState.Board board,
            JsonNode held,
            Optional<Mark> mark,
            ObjectNode canonicalHeld,
            List<String> differing,
            boolean archived) {
        boolean reported = work.plan().changes().stream()
                .anyMatch(change -> change.kind().equals(KIND) && change.name().equals(board.title()));
        if (reported) {
            return;
        }
        if (archived) {
            work.plan().add(Change.restore(KIND, board.title()));
        } else if (mark.isPresent()) {
            work.plan()
                    .add(Change.update(KIND, board.title(), differing).editedBy(Editor.of(held, mark, canonicalHeld)));
        } else {
            work.plan().add(Change.update(KIND, board.title(), List.of("left unfinished")));
        }
    }

    /** Every dashboard of ours by its key; one that was made and not yet marked is known by name and collection. */
    private Map<String, JsonNode> ours(List<DesiredState.Board> boards) {
        Map<String, JsonNode> ours = new HashMap<>();
        List<JsonNode> live = work.all(PATH + "?f=all");
        for (DesiredState.Board board : boards) {
            live.stream()
                    .filter(dashboard -> mark(dashboard).isEmpty()
                            && board.title().equals(dashboard.path("name").asText())
                            && dashboard.path("collection_id").asLong() == shelves.get(board.shelf()))
                    .findFirst()
                    .ifPresent(dashboard -> ours.put(board.key(), dashboard));
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
    void archiveAllBut(List<DesiredState.Board> boards) {
        List<String> kept = boards.stream().map(DesiredState.Board::key).toList();
        Map<String, JsonNode> live = new HashMap<>();
        marked(live, work.all(PATH + "?f=all"));
        live.forEach((key, dashboard) -> {
            if (!kept.contains(key)) {
                work.plan().add(Change.archive(KIND, dashboard.path("name").asText()));
                work.writes()
                        .update(
                                PATH + "/" + dashboard.path("id").asLong(),
                                Work.object().put("archived", true));
            }
        });
    }
}
