package aftercare.serve.metabase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may see what. Each group reads its collections; and nobody but administrators asks questions of their own of the
 * marts, since through one of the two logins these show single people, whom a collection keeps apart. A Metabase may
 * have groups of its own: what we make is closed to them, whatever it inherited, and what shows people stays closed.
 * What an administrator gave them of the rest is left. Nothing is ever opened to others, and only entries of our
 * collections and our databases are written.
 */
final class Permissions {
    private static final Logger LOG = LoggerFactory.getLogger(Permissions.class);
    private static final String COLLECTIONS = "/api/collection/graph";
    private static final String DATA = "/api/permissions/graph";

    private final Work work;
    private final Groups groups;
    private final int attempts;
    private boolean foreseen;

    Permissions(Work work, Groups groups, int attempts) {
        this.work = work;
        this.groups = groups;
        this.attempts = attempts;
    }

    /** One entry of a graph that shall be another. */
    private record Entry(long group, String thing, JsonNode wanted) {}

    void collections(DesiredState desired, Map<String, Long> ids, Map<String, Long> ours) {
        write(COLLECTIONS, "collections", graph -> {
            List<Entry> changed = new ArrayList<>();
            for (DesiredState.CollectionSpec spec : desired.collections()) {
                String collection = String.valueOf(Work.made(ids, spec.key()));
                Map<Long, String> wanted = new TreeMap<>();
                boolean closed = desired.showsPeople(spec.key()) || !wasShared(graph, spec, collection, ours);
                others(graph, ours).forEach(group -> {
                    if (closed || group == groups.everybody()) {
                        wanted.put(group, "none");
                    }
                });
                ours.forEach((name, id) -> wanted.put(id, spec.readers().contains(name) ? "read" : "none"));
                wanted.forEach((group, permission) -> {
                    String now = entry(graph, group, collection).asText("none");
                    if (!now.equals(permission)) {
                        changed.add(new Entry(group, collection, Work.text(permission)));
                    }
                });
            }
            return changed;
        });
    }

    /** Whether an earlier run got as far as to share it; one that was killed before left it as it was inherited. */
    private static boolean wasShared(
            JsonNode graph, DesiredState.CollectionSpec spec, String collection, Map<String, Long> ours) {
        return spec.readers().stream().allMatch(name -> entry(graph, Work.made(ours, name), collection)
                .asText("none")
                .equals("read"));
    }

    /** Takes from everybody but administrators the right to ask a database questions of their own. */
    void noQueries(Login login, long database) {
        write(DATA, login.database(), graph -> {
            List<Entry> changed = new ArrayList<>();
            if (database < 0 && !foreseen) {
                // The first new database is open to everybody; a further one is closed as the first is by then.
                foreseen = true;
                changed.add(new Entry(groups.everybody(), String.valueOf(database), closed(Work.object())));
            }
            for (long group : others(graph, Map.of())) {
                JsonNode now = entry(graph, group, String.valueOf(database));
                // Metabase leaves out the narrowest permission, so an absent one is that.
                JsonNode queries = now.path("create-queries");
                if (!queries.isMissingNode() && !"no".equals(queries.asText())) {
                    changed.add(new Entry(group, String.valueOf(database), closed(now)));
                }
            }
            return changed;
        });
    }

    /** What a group may see of a database stays as it is. */
    private static ObjectNode closed(JsonNode now) {
        ObjectNode closed = Work.object();
        if (now.has("view-data")) {
            closed.set("view-data", now.path("view-data"));
        }
        return closed.put("create-queries", "no");
    }

    /** All groups that the graph or the list names, but administrators and ours. */
    private Set<Long> others(JsonNode graph, Map<String, Long> ours) {
        Set<Long> others = new TreeSet<>(groups.names().keySet());
        graph.fieldNames().forEachRemaining(group -> others.add(Long.valueOf(group)));
        others.remove(groups.administrators());
        others.removeAll(ours.values());
        return others;
    }

    private static JsonNode entry(JsonNode graph, long group, String thing) {
        return graph.path(String.valueOf(group)).path(thing);
    }

    /** Reads a graph, writes what differs, and begins again when somebody was faster. */
    private void write(String path, String name, Function<JsonNode, List<Entry>> difference) {
        for (int attempt = 1; attempt <= attempts; attempt++) {
            JsonNode graph = work.reads().get(path);
            List<Entry> changed = difference.apply(graph.path("groups"));
            if (changed.isEmpty()) {
                return;
            }
            Change change = Change.update("permissions on", name, said(changed));
            if (attempt == 1 && !work.plan().changes().contains(change)) {
                work.plan().add(change);
            }
            ObjectNode body = Work.object();
            body.set("revision", graph.path("revision"));
            ObjectNode entries = body.putObject("groups");
            changed.forEach(entry ->
                    entries.withObjectProperty(String.valueOf(entry.group())).set(entry.thing(), entry.wanted()));
            try {
                work.writes().update(path, body);
                return;
            } catch (MetabaseClient.StaleRevision stale) {
                LOG.info(
                        "Somebody else changed the permissions on {} meanwhile; reading them anew ({})",
                        name,
                        stale.getMessage());
            }
        }
        throw MetabaseErrors.stillChanging(name);
    }

    /** The groups whose entries change. */
    private List<String> said(List<Entry> changed) {
        Map<Long, String> names = groups.names();
        return changed.stream()
                .map(Entry::group)
                .distinct()
                .sorted(Comparator.naturalOrder())
                .map(group -> names.getOrDefault(group, "group " + group))
                .toList();
    }
}
