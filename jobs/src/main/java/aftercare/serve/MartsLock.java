package aftercare.serve;

import aftercare.config.Progress;
import aftercare.config.Retry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps apart those who do the same to one database of marts. The lock is the session's: who is killed loses it when
 * the server notices.
 */
public enum MartsLock {
    /** Publishing: the letters AFMARTS. */
    PUBLISH(0x41464D41525453L, "publish to"),
    /** Bringing a Metabase to what dashboards/ says of these marts: the letters AFMETAB. */
    APPLY(0x41464D45544142L, "dashboards apply on");

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final long key;
    private final String work;

    MartsLock(long key, String work) {
        this.key = key;
        this.work = work;
    }

    /**
     * Takes the lock for as long as a connection is open.
     *
     * @param connection the session that holds it from then on
     * @param progress is told when somebody else has it
     * @param maxWait how long it is waited for
     * @throws aftercare.config.AftercareException AFC-4002 when somebody else has it until then
     */
    void take(Connection connection, MartsTarget target, Progress progress, Duration maxWait) throws SQLException {
        if (attempt(connection).isPresent()) {
            return;
        }
        progress.note("Another " + work + " " + target + " is under way; waiting for it to end.");
        Optional<Boolean> ours =
                Retry.every(PAUSE).atMost(maxWait).until("another " + work + " " + target, () -> attempt(connection));
        if (ours.isEmpty()) {
            throw ServeErrors.blockedBySame(work + " " + target, maxWait.toSeconds());
        }
    }

    /**
     * Takes the lock in a session of its own.
     *
     * @throws aftercare.config.AftercareException AFC-4001 when Postgres cannot be reached, AFC-4002 when somebody else
     *     has the lock until then
     */
    public Held hold(MartsTarget target, Progress progress, Duration maxWait) {
        Connection session = target.connect();
        try {
            take(session, target, progress, maxWait);
            return new Held(session, target);
        } catch (SQLException failure) {
            throw ServeErrors.postgres(target.toString(), failure);
        }
    }

    /** A lock that is held until it is closed. */
    public record Held(Connection session, MartsTarget target) implements AutoCloseable {
        @Override
        public void close() {
            try {
                session.close();
            } catch (SQLException failure) {
                throw ServeErrors.postgres(target.toString(), failure);
            }
        }
    }

    private Optional<Boolean> attempt(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("select pg_try_advisory_lock(" + key + ") as taken")) {
            return answer.next() && answer.getBoolean("taken") ? Optional.of(true) : Optional.empty();
        }
    }
}
