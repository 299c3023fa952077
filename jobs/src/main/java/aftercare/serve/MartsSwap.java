package aftercare.serve;

import aftercare.config.Progress;
import aftercare.config.Retry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the new marts in the place of the old ones, in one transaction.
 *
 * <p>All old tables are locked before anything moves. A reader's transaction that has touched one of them therefore
 * ends before the swap, and one that comes later finds only new ones: no transaction sees both. The swap asks for its
 * locks for less time than Postgres takes to look for deadlocks (1 s), gives up and tries again, so that it never costs
 * a reader its query and holds up new ones only for moments.
 */
final class MartsSwap {
    private static final Logger LOG = LoggerFactory.getLogger(MartsSwap.class);

    static final String MARTS = "marts";
    static final String NEXT = "marts_next";
    private static final String OLD = "marts_old";

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String DEADLOCK = "40P01";
    private static final long LOCK_MILLIS = 400;
    private static final Duration PAUSE = Duration.ofMillis(375);
    private static final Duration JITTER = Duration.ofMillis(125);

    private final MartsTarget target;
    private final Progress progress;
    private final Duration maxWait;

    MartsSwap(MartsTarget target, Progress progress, Duration maxWait) {
        this.target = target;
        this.progress = progress;
        this.maxWait = maxWait;
    }

    /** Tries until readers let it, or the longest wait is over. */
    void run(Connection connection) throws SQLException {
        boolean swapped = Retry.every(PAUSE)
                .withJitter(JITTER)
                .atMost(maxWait)
                .until("readers of the marts", () -> attempt(connection) ? Optional.of(true) : Optional.empty())
                .isPresent();
        if (!swapped) {
            throw ServeErrors.blockedByReader(target.toString(), holder(connection), maxWait.toSeconds());
        }
    }

    private boolean attempt(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            swap(connection, statement);
            connection.commit();
            return true;
        } catch (SQLException failure) {
            connection.rollback();
            if (LOCK_NOT_AVAILABLE.equals(failure.getSQLState()) || DEADLOCK.equals(failure.getSQLState())) {
                LOG.debug("A reader keeps the old marts; the swap is tried again", failure);
                return false;
            }
            throw failure;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private void swap(Connection connection, Statement statement) throws SQLException {
        statement.execute("set local lock_timeout = '" + LOCK_MILLIS + "ms'");
        // With nothing else on the path, definitions of views name the schema of every table.
        statement.execute("set local search_path = pg_catalog");
        List<String> tables = tables(statement);
        if (!tables.isEmpty()) {
            statement.execute("lock table " + String.join(", ", tables) + " in access exclusive mode");
        }
        List<DependentView> views = DependentView.on(connection, MARTS);
        if (exists(statement, MARTS)) {
            statement.execute("alter schema " + MARTS + " rename to " + OLD);
        }
        statement.execute("alter schema " + NEXT + " rename to " + MARTS);
        for (DependentView view : views) {
            carryOver(connection, statement, view);
        }
        statement.execute("drop schema if exists " + OLD + " cascade");
    }

    private void carryOver(Connection connection, Statement statement, DependentView view) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            if (view.materialized()) {
                throw new SQLException("a materialized view cannot be replaced in place");
            }
            statement.execute(view.replacement());
        } catch (SQLException failure) {
            if (LOCK_NOT_AVAILABLE.equals(failure.getSQLState())) {
                throw failure;
            }
            connection.rollback(before);
            progress.warn("The view " + view.name() + " does not fit the new marts and was dropped ("
                    + failure.getMessage() + "). Its definition was: " + view.definition());
        }
    }

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(
                "select tablename from pg_tables where schemaname = " + Sql.text(MARTS) + " order by tablename")) {
            while (rows.next()) {
                tables.add(Sql.name(MARTS, rows.getString("tablename")));
            }
        }
        return tables;
    }

    static boolean exists(Statement statement, String schema) throws SQLException {
        try (ResultSet rows =
                statement.executeQuery("select 1 from pg_namespace where nspname = " + Sql.text(schema))) {
            return rows.next();
        }
    }

    /** Who is in the way, as far as this user may see. */
    private static String holder(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select distinct a.pid, a.usename, a.application_name from pg_locks l join pg_stat_activity a on a.pid = l.pid"
                                + " join pg_class c on c.oid = l.relation join pg_namespace n on n.oid = c.relnamespace"
                                + " where n.nspname = " + Sql.text(MARTS)
                                + " and l.granted and a.pid <> pg_backend_pid()"
                                + " order by a.pid limit 1")) {
            return rows.next()
                    ? ": process " + rows.getInt("pid") + ", user " + rows.getString("usename") + ", program '"
                            + rows.getString("application_name") + "'"
                    : "";
        }
    }
}
