package aftercare.serve;

import aftercare.config.AftercareException;
import aftercare.config.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes tables as the schema marts: loads their rows beside those that stand, compares them with the lake, and
 * swaps the rows of all tables at once. Readers see the former rows or the new ones, never a mixture; whatever fails
 * before the swap leaves the former ones as they were, and the next publish clears up what is left of it. What
 * others built on the marts stays, or nothing is published.
 */
public final class Publisher {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    /** The oldest major version of Postgres that can hold the marts. */
    public static final int OLDEST_POSTGRES = 14;

    private final MartsTarget target;
    private final Progress progress;
    private final Duration maxWait;
    private final Runnable beforeSwap;
    private Optional<Duration> readerTimeout = Optional.empty();

    /**
     * A publisher to a target; it waits up to two minutes for readers to leave the old marts, and as long for another
     * publisher.
     */
    public Publisher(MartsTarget target, Progress progress) {
        this(target, progress, () -> {});
    }

    /**
     * The same for rows of somebody who may lose the right to publish meanwhile.
     *
     * @param beforeSwap fails when that has happened; asked when all is loaded, before readers see it
     */
    public Publisher(MartsTarget target, Progress progress, Runnable beforeSwap) {
        this(target, progress, Duration.ofMinutes(2), beforeSwap);
    }

    Publisher(MartsTarget target, Progress progress, Duration maxWait, Runnable beforeSwap) {
        this.target = target;
        this.progress = progress;
        this.maxWait = maxWait;
        this.beforeSwap = beforeSwap;
    }

    /**
     * The same publisher, which also limits how long a query of the roles for dashboards may take.
     *
     * @param limit zero for no limit; empty to leave the one that stands, or to set the usual one where none does
     */
    public Publisher limitingReadersTo(Optional<Duration> limit) {
        readerTimeout = limit;
        return this;
    }

    /**
     * Replaces the marts by these tables.
     *
     * @throws AftercareException AFC-4001 when Postgres cannot be reached, AFC-4002 when it refuses, AFC-4003 when a
     *     table did not arrive as it was sent, AFC-4020 when others would lose what they built on the marts, AFC-4021
     *     when Postgres is too old, AFC-4022 when the marts belong to somebody else
     */
    public Publication publish(List<MartTable> tables) {
        try (Progress.Step step = progress.step("publish marts");
                Connection connection = target.connect()) {
            requireVersion(connection);
            MartsLock.PUBLISH.take(connection, target, progress, maxWait);
            long rows = replace(connection, tables);
            step.rows(rows).detail(tables.size() + " tables");
            return new Publication(tables.size(), rows);
        } catch (SQLException failure) {
            throw ServeErrors.postgres(target.toString(), failure);
        }
    }

    private long replace(Connection connection, List<MartTable> tables) throws SQLException {
        MartsRoles roles = new MartsRoles(connection, target, progress);
        MartsRoles.Owner owner = roles.ensure();
        MartsSchemas schemas = new MartsSchemas(connection, owner.role());
        schemas.refuseForeign(target);
        boolean swapped = false;
        try {
            LOG.info("loading {} tables into {}", tables.size(), MartsSchemas.NEXT);
            schemas.prepare(roles.readers());
            long rows = new MartLoads(target, owner.role()).run(tables);
            List<MartDdl> marts = tables.stream().map(MartDdl::of).toList();
            beforeSwap.run();
            new MartsSwap(target, owner, maxWait).run(connection, marts);
            swapped = true;
            LOG.info("{} rows are published; readers see them from now on", rows);
            roles.tellOwner();
            new ReaderTimeout(readerTimeout).set(connection, roles.readers(), progress);
            RevealingViews.in(connection).forEach(progress::warn);
            return rows;
        } finally {
            clearUp(connection, swapped);
        }
    }

    private void requireVersion(Connection connection) throws SQLException {
        int version = connection.getMetaData().getDatabaseMajorVersion();
        if (version < OLDEST_POSTGRES) {
            throw ServeErrors.tooOld(
                    target.toString(), connection.getMetaData().getDatabaseProductVersion(), OLDEST_POSTGRES);
        }
    }

    /**
     * The failure that led here is what the user must hear of, so one more on the way out is only logged; the next
     * publish clears up too.
     */
    private static void clearUp(Connection connection, boolean swapped) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set lock_timeout = '5s'");
            MartsSchemas.dropNext(statement);
        } catch (SQLException lost) {
            LOG.warn(
                    "The schema {}{} is left behind; the next publish drops it ({})",
                    MartsSchemas.NEXT,
                    swapped ? ", empty," : "",
                    lost.getMessage());
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
