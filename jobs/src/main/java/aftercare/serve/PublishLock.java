package aftercare.serve;

import aftercare.config.Progress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Keeps publishers of one database apart. The lock is the session's: a killed publisher loses it when the server
 * notices.
 */
final class PublishLock {
    /** The letters AFMARTS. */
    private static final long KEY = 0x41464D41525453L;

    private static final long PAUSE_MILLIS = 200;

    private PublishLock() {}

    static void take(Connection connection, MartsTarget target, Progress progress, Duration maxWait)
            throws SQLException {
        long deadline = System.nanoTime() + maxWait.toNanos();
        boolean told = false;
        while (!taken(connection)) {
            if (System.nanoTime() > deadline) {
                throw ServeErrors.blockedByPublisher(target.toString(), maxWait.toSeconds());
            }
            if (!told) {
                progress.note("Another publish to " + target + " is under way; waiting for it to end.");
                told = true;
            }
            pause();
        }
    }

    private static boolean taken(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("select pg_try_advisory_lock(" + KEY + ") as taken")) {
            return answer.next() && answer.getBoolean("taken");
        }
    }

    private static void pause() throws SQLException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SQLException("waiting for another publish was interrupted", "57014", interrupted);
        }
    }
}
