package aftercare.serve.metabase;

import aftercare.config.Retry;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The marts, through one login, as a database of Metabase: connected, and read so far that every table and column is
 * known.
 */
final class Warehouse {
    private final Work work;
    private final Login login;
    private final MartsAddress address;
    private final MartsCatalog catalog;

    Warehouse(Work work, Login login, MartsAddress address, MartsCatalog catalog) {
        this.work = work;
        this.login = login;
        this.address = address;
        this.catalog = catalog;
    }

    /** Its id. */
    long connect() {
        Optional<JsonNode> listed = find();
        if (listed.isEmpty()) {
            work.plan().add(Change.create("database", login.database()));
            ObjectNode body = Work.object().put("name", login.database()).put("engine", "postgres");
            body.set("details", address.details(login, false));
            return work.writes()
                    .create("/api/database", body, this::find)
                    .path("id")
                    .asLong();
        }
        long id = listed.get().path("id").asLong();
        update(id);
        return id;
    }

    private Optional<JsonNode> find() {
        return work.first("/api/database", database -> login.database()
                .equals(database.path("name").asText()));
    }

    private void update(long id) {
        ObjectNode wanted = address.details(login, true);
        JsonNode current = work.reads().get("/api/database/" + id).path("details");
        List<String> differing = Work.differences(
                Canonical.members(wanted, MartsAddress.COMPARED), Canonical.members(current, MartsAddress.COMPARED));
        if (!differing.isEmpty()) {
            work.plan().add(Change.update("database", login.database(), differing));
            ObjectNode body = Work.object();
            body.set("details", wanted);
            work.writes().update("/api/database/" + id, body);
        }
    }

    /**
     * What Metabase knows of the marts, after it has been asked to read again where something is missing.
     *
     * @throws aftercare.config.AftercareException AFC-4104 when it does not find all in time
     */
    MartsIndex index(long database, MetabaseClient metabase) {
        if (database < 0) {
            return MartsIndex.planned(catalog);
        }
        MartsIndex index = read(database);
        if (complete(database) && missing(index).isEmpty()) {
            return index;
        }
        if (!work.writes().real()) {
            work.plan()
                    .note("Metabase will be asked to read " + login.database()
                            + " again; it does not know all of their tables yet.");
            return index.or(MartsIndex.planned(catalog));
        }
        return sync(database, metabase);
    }

    private MartsIndex sync(long database, MetabaseClient metabase) {
        metabase.order("/api/database/" + database + "/sync_schema");
        Duration limit = metabase.retry().sync();
        return Retry.every(metabase.retry().look())
                .atMost(limit)
                .until("Metabase to have read the tables", () -> {
                    MartsIndex index = read(database);
                    boolean known = complete(database) && missing(index).isEmpty();
                    return known ? Optional.of(index) : Optional.empty();
                })
                .orElseThrow(() -> MetabaseErrors.notSynced(
                        login.role(),
                        limit,
                        missing(read(database)).stream().sorted().limit(10).toList()));
    }

    private boolean complete(long database) {
        return "complete"
                .equals(work.reads()
                        .get("/api/database/" + database)
                        .path("initial_sync_status")
                        .asText());
    }

    private MartsIndex read(long database) {
        return MartsIndex.of(work.reads().get("/api/database/" + database + "/metadata?include_hidden=true"));
    }

    private Set<String> missing(MartsIndex index) {
        Set<String> missing = new HashSet<>();
        for (Map.Entry<String, Set<String>> table : catalog.columns().entrySet()) {
            List<String> columns = new ArrayList<>(table.getValue());
            columns.removeIf(column -> index.field(table.getKey(), column).isPresent());
            columns.forEach(column -> missing.add(table.getKey() + "." + column));
        }
        return missing;
    }
}
