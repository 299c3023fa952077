package aftercare.serve.metabase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may see what. Each group reads its collections, nobody else does but administrators; and nobody but
 * administrators asks questions of their own of the marts, since through one of the two logins these show single
 * people, whom a collection keeps apart. Only entries of our collections, our groups and our database are ever written.
 */
final class Permissions {
    private static final Logger LOG = LoggerFactory.getLogger(Permissions.class);
    private static final String COLLECTIONS = "/api/collection/graph";
    private static final String DATA = "/api/permissions/graph";

    private final Work work;
    private final int attempts;

    Permissions(Work work, int attempts) {
        this.work = work;
        this.attempts = attempts;
    }

    void collections(
            List<DesiredState.CollectionSpec> specs, Map<String, Long> ids, Map<String, Long> groups, long everybody) {
        write(COLLECTIONS, "collections", current -> {
            ObjectNode changed = Work.object();
            for (DesiredState.CollectionSpec spec : specs) {
                String collection = String.valueOf(ids.get(spec.key()));
                want(current, changed, everybody, collection, "none");
                groups.forEach((name, id) ->
                        want(current, changed, id, collection, spec.readers().contains(name) ? "read" : "none"));
            }
            return changed;
        });
    }

    private static void want(JsonNode current, ObjectNode changed, long group, String collection, String wanted) {
        String now = current.path(String.valueOf(group)).path(collection).asText("none");
        if (!now.equals(wanted)) {
            changed.withObjectProperty(String.valueOf(group)).put(collection, wanted);
        }
    }

    void data(List<Long> databases, Map<String, Long> groups, long everybody) {
        write(DATA, "data", current -> {
            ObjectNode changed = Work.object();
            for (long database : databases) {
                if (database < 0) {
                    // A new database is open to everybody.
                    narrow(changed, everybody, database);
                }
                wantNoQueries(current, changed, everybody, database);
                groups.values().forEach(group -> wantNoQueries(current, changed, group, database));
            }
            return changed;
        });
    }

    /** Metabase leaves out the narrowest permission, so an absent one is that. */
    private static void wantNoQueries(JsonNode current, ObjectNode changed, long group, long database) {
        JsonNode now = current.path(String.valueOf(group))
                .path(String.valueOf(database))
                .path("create-queries");
        if (!now.isMissingNode() && !"no".equals(now.asText())) {
            narrow(changed, group, database);
        }
    }

    private static void narrow(ObjectNode changed, long group, long database) {
        changed.withObjectProperty(String.valueOf(group))
                .putObject(String.valueOf(database))
                .put("view-data", "unrestricted")
                .put("create-queries", "no");
    }

    /** Reads a graph, writes what differs, and begins again when somebody was faster. */
    private void write(String path, String name, Function<JsonNode, ObjectNode> difference) {
        for (int attempt = 1; attempt <= attempts; attempt++) {
            JsonNode graph = work.reads().get(path);
            ObjectNode changed = difference.apply(graph.path("groups"));
            if (changed.isEmpty()) {
                return;
            }
            if (attempt == 1) {
                work.plan().add(Change.update("permissions on", name, List.of(changed.size() + " groups")));
            }
            ObjectNode body = Work.object();
            body.set("revision", graph.path("revision"));
            body.set("groups", changed);
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
}
