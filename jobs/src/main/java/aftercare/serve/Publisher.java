package aftercare.serve;

import aftercare.config.AftercareException;
import aftercare.config.Progress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes tables as the schema marts: loads them beside it as marts_next, compares them with the lake, and swaps the
 * two. Readers see the former marts or the new ones, never a mixture; whatever fails before the swap leaves the former
 * ones as they were, and the next publish clears up what is left of it.
 */
public final class Publisher {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    private static final int OLDEST_TESTED_VERSION = 17;
    private static final String OURS = "Aftercare marts";
    private static final String SCHEMA_COMMENT =
            OURS + ". Replaced whole at every publish: keep views and tables of your own in another schema.";

    private final MartsTarget target;
    private final Progress progress;
    private final Duration maxWait;
    private final Runnable beforeSwap;

    /**
     * A publisher to a target; it waits up to two minutes for readers to leave the old marts, and as long for another
     * publisher.
     */
    public Publisher(MartsTarget target, Progress progress) {
        this(target, progress, Duration.ofMinutes(2), () -> {});
    }

    Publisher(MartsTarget target, Progress progress, Duration maxWait, Runnable beforeSwap) {
        this.target = target;
        this.progress = progress;
        this.maxWait = maxWait;
        this.beforeSwap = beforeSwap;
    }

    /**
     * Replaces the marts by these tables.
     *
     * @throws AftercareException AFC-4001 when Postgres cannot be reached, AFC-4002 when it refuses, AFC-4003 when a
     *     table did not arrive as it was sent
     */
    public Publication publish(List<MartTable> tables) {
        try (Progress.Step step = progress.step("publish marts");
                Connection connection = target.connect()) {
            warnOfAnOldServer(connection);
            MartsLock.PUBLISH.take(connection, target, progress, maxWait);
            long rows = replace(connection, tables);
            step.rows(rows).detail(tables.size() + " tables");
            return new Publication(tables.size(), rows);
        } catch (SQLException failure) {
            throw ServeErrors.postgres(target.toString(), failure);
        }
    }

    private long replace(Connection connection, List<MartTable> tables) throws SQLException {
        MartsRoles roles = new MartsRoles(connection, progress);
        String owner = roles.ensure();
        refuseForeignSchemas(connection);
        boolean swapped = false;
        try {
            LOG.info("loading {} tables into {}", tables.size(), MartsSwap.NEXT);
            prepare(connection, owner, roles.readers());
            long rows = new MartLoads(target, MartsSwap.NEXT, owner).run(tables);
            beforeSwap.run();
            new MartsSwap(target, progress, maxWait).run(connection);
            swapped = true;
            LOG.info("{} rows are published; readers see them from now on", rows);
            return rows;
        } finally {
            if (!swapped) {
                clearUp(connection);
            }
        }
    }

    private void warnOfAnOldServer(Connection connection) throws SQLException {
        int version = connection.getMetaData().getDatabaseMajorVersion();
        if (version < OLDEST_TESTED_VERSION) {
            progress.warn("Postgres " + version + " at " + target + " is older than " + OLDEST_TESTED_VERSION
                    + ", the oldest that is tested; update it if something fails.");
        }
    }

    private void refuseForeignSchemas(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet foreign = statement.executeQuery(
                        "select nspname from pg_namespace n where nspname in ('marts', 'marts_next', 'marts_old')"
                                + " and exists (select 1 from pg_class c where c.relnamespace = n.oid)"
                                + " and coalesce(obj_description(n.oid, 'pg_namespace'), '') not like '" + OURS
                                + "%'")) {
            if (foreign.next()) {
                throw ServeErrors.foreignSchema(target.toString(), foreign.getString("nspname"));
            }
        }
    }

    private static void prepare(Connection connection, String owner, List<String> readers) throws SQLException {
        String schema = MartsSwap.NEXT;
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            // The server may not have noticed yet that a killed publisher is gone.
            statement.execute("set local lock_timeout = '60s'");
            statement.execute("drop schema if exists " + schema + " cascade");
            statement.execute("create schema " + schema + " authorization " + Sql.name(owner));
            statement.execute("comment on schema " + schema + " is " + Sql.text(SCHEMA_COMMENT));
            for (String reader : readers) {
                statement.execute("grant usage on schema " + schema + " to " + reader);
                statement.execute("alter default privileges for role " + Sql.name(owner) + " in schema " + schema
                        + " grant select on tables to " + reader);
            }
            connection.commit();
        } catch (SQLException failure) {
            connection.rollback();
            throw failure;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /**
     * The failure that led here is what the user must hear of, so one more on the way out is only logged; the next
     * publish clears up too.
     */
    private static void clearUp(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set lock_timeout = '5s'");
            statement.execute("drop schema if exists " + MartsSwap.NEXT + " cascade");
        } catch (SQLException lost) {
            LOG.warn("The schema {} is left behind; the next publish drops it ({})", MartsSwap.NEXT, lost.getMessage());
        }
    }

    /**
     * What a publish brought to the readers.
     *
     * @param tables how many tables
     * @param rows how many rows, all tables together
     */
    public record Publication(int tables, long rows) {}
}
