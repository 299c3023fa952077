package aftercare.serve;

import aftercare.config.Retry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the new rows in the place of the old ones, in one transaction, below tables that stay (docs/decisions.md, DV40).
 *
 * <p>All tables are locked, by name, before anything moves. A reader's transaction that has touched one of them
 * therefore ends before the swap, and one that comes later finds only new rows: no transaction sees both. Views need no
 * lock, because they refer to tables that stay. The swap asks for its locks for less time than Postgres takes to look
 * for deadlocks (1 s), gives up and tries again, so that it never costs a reader its query and holds up new ones only
 * for moments.
 */
final class MartsSwap {
    private static final Logger LOG = LoggerFactory.getLogger(MartsSwap.class);

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String DEADLOCK = "40P01";
    private static final long LOCK_MILLIS = 400;
    private static final Duration PAUSE = Duration.ofMillis(375);
    private static final Duration JITTER = Duration.ofMillis(125);

    private final MartsTarget target;
    private final MartsRoles.Owner owner;
    private final Duration maxWait;

    MartsSwap(MartsTarget target, MartsRoles.Owner owner, Duration maxWait) {
        this.target = target;
        this.owner = owner;
        this.maxWait = maxWait;
    }

    /**
     * Tries until readers let it, or the longest wait is over.
     *
     * @throws aftercare.config.AftercareException AFC-4002 when a reader is in the way all the time, AFC-4020 when
     *     others would lose something
     */
    void run(Connection connection, List<MartDdl> tables) throws SQLException {
        boolean swapped = Retry.every(PAUSE)
                .withJitter(JITTER)
                .atMost(maxWait)
                .until("readers of the marts", () -> attempt(connection, tables) ? Optional.of(true) : Optional.empty())
                .isPresent();
        if (!swapped) {
            throw ServeErrors.blockedByReader(target.toString(), holder(connection), maxWait.toSeconds());
        }
    }

    private boolean attempt(Connection connection, List<MartDdl> tables) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            swap(connection, statement, tables);
            connection.commit();
            return true;
        } catch (SQLException failure) {
            connection.rollback();
            if (LOCK_NOT_AVAILABLE.equals(failure.getSQLState()) || DEADLOCK.equals(failure.getSQLState())) {
                LOG.debug("A reader keeps the old marts; the swap is tried again", failure);
                return false;
            }
            throw failure;
        } catch (RuntimeException refused) {
            connection.rollback();
            throw refused;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private void swap(Connection connection, Statement statement, List<MartDdl> tables) throws SQLException {
        statement.execute("set local lock_timeout = '" + LOCK_MILLIS + "ms'");
        if (!owner.bySuperuser()) {
            statement.execute(owner.become());
        }
        lock(connection, statement);
        Map<String, StandingMart> standing = StandingMart.all(connection);
        Losses losses = new Losses(connection, statement);
        Set<String> published = new HashSet<>();
        for (MartDdl table : tables) {
            published.add(table.table());
            place(connection, statement, losses, table, Optional.ofNullable(standing.get(table.table())));
        }
        for (StandingMart mart : standing.values()) {
            if (mart.isMart() && !published.contains(mart.name())) {
                losses.change("drop table " + mart.qualified());
            }
        }
        losses.throwIfAny(target);
    }

    /** Locks the tables with their partitions, and what stands under a name of a mart and is none yet. */
    private static void lock(Connection connection, Statement statement) throws SQLException {
        String tables = StandingMart.all(connection).values().stream()
                .filter(mart -> mart.isMart() || mart.isOfAnEarlierVersion())
                .map(StandingMart::qualified)
                .collect(Collectors.joining(", "));
        if (!tables.isEmpty()) {
            statement.execute("lock table " + tables + " in access exclusive mode");
        }
    }

    private void place(
            Connection connection, Statement statement, Losses losses, MartDdl table, Optional<StandingMart> standing)
            throws SQLException {
        boolean stands = standing.isPresent() && standing.get().isMart() && table.fits(standing.get());
        if (!stands && !makeRoom(connection, losses, table, standing)) {
            return;
        }
        if (stands) {
            StandingMart mart = standing.get();
            String rows = Sql.name(MartsSchemas.DATA, String.valueOf(mart.partition()));
            if (!losses.change("drop table " + rows) || !table.change(mart, losses)) {
                return;
            }
        } else {
            statement.execute(owner.doing(table.parent()));
        }
        if (losses.change(table.attach())) {
            statement.execute(table.file());
            Optional<StandingMart> kept = standing.filter(mart -> stands);
            for (String description : table.describe(kept)) {
                statement.execute(description);
            }
            for (String reader : table.readers(kept)) {
                statement.execute(reader);
            }
        }
    }

    /** Drops what stands in the place of a mart, when nobody loses by it. */
    private static boolean makeRoom(
            Connection connection, Losses losses, MartDdl table, Optional<StandingMart> standing) throws SQLException {
        if (standing.isEmpty()) {
            return true;
        }
        StandingMart other = standing.get();
        if (!other.isMart() && !other.isOfAnEarlierVersion()) {
            losses.add("table " + MartsSchemas.MARTS + '.' + other.name() + ", which is not Aftercare's");
            return false;
        }
        List<String> onIt = OthersOnATable.on(connection, other.name(), table.indexed());
        boolean dropped = losses.change("drop table " + other.qualified());
        if (!dropped || !onIt.isEmpty()) {
            losses.addByReplacing(onIt);
        }
        return dropped;
    }

    /** Who is in the way, as far as this user may see. */
    private static String holder(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select distinct a.pid, a.usename, a.application_name from pg_locks l join pg_stat_activity a on a.pid = l.pid"
                                + " join pg_class c on c.oid = l.relation join pg_namespace n on n.oid = c.relnamespace"
                                + " where n.nspname in ('" + MartsSchemas.MARTS + "', '" + MartsSchemas.DATA + "')"
                                + " and l.granted and a.pid <> pg_backend_pid()"
                                + " order by a.pid limit 1")) {
            return rows.next()
                    ? ": process " + rows.getInt("pid") + ", user " + rows.getString("usename") + ", program '"
                            + rows.getString("application_name") + "'"
                    : "";
        }
    }
}
