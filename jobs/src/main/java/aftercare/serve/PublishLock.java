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
 * Keeps publishers of one database apart. The lock is the session's: a killed publisher loses it when the server
 * notices.
 */
final class PublishLock {
    /** The letters AFMARTS. */
    private static final long KEY = 0x41464D41525453L;

    private static final Duration PAUSE = Duration.ofMillis(200);

    private PublishLock() {}

    static void take(Connection connection, MartsTarget target, Progress progress, Duration maxWait)
            throws SQLException {
        if (taken(connection)) {
            return;
        }
        progress.note("Another publish to " + target + " is under way; waiting for it to end.");
        Optional<Boolean> ours = Retry.every(PAUSE)
                .atMost(maxWait)
                .until("another publish to end", () -> taken(connection) ? Optional.of(true) : Optional.empty());
        if (ours.isEmpty()) {
            throw ServeErrors.blockedByPublisher(target.toString(), maxWait.toSeconds());
        }
    }

    private static boolean taken(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("select pg_try_advisory_lock(" + KEY + ") as taken")) {
            return answer.next() && answer.getBoolean("taken");
        }
    }
}
