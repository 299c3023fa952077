package aftercare.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server that a data folder's {@code postmaster.pid} speaks of, which may be long dead.
 *
 * @param data the data folder
 * @param pid its process; 0 when there is no such file
 * @param port where it listens; 0 when the file does not say
 */
record RunningServer(Path data, long pid, int port) {
    private static final Logger LOG = LoggerFactory.getLogger(RunningServer.class);
    private static final int PID_LINE = 0;
    private static final int PORT_LINE = 3;
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(30);

    private Connection connect() throws SQLException {
        try {
            return EmbeddedLogin.of(Objects.requireNonNull(data.getParent(), "data lies in a folder"))
                    .superuser(port);
        } catch (IOException unreadable) {
            throw new SQLException("the password cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    static RunningServer of(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return new RunningServer(data, 0, 0);
        }
        List<String> lines = Files.readAllLines(file);
        return new RunningServer(data, number(lines, PID_LINE), (int) number(lines, PORT_LINE));
    }

    /** A server that is just starting has not written all lines yet. */
    private static long number(List<String> lines, int line) {
        String text = lines.size() > line ? lines.get(line).strip() : "";
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    /** Whether it runs and serves this very folder. */
    boolean answers() {
        if (port == 0) {
            return false;
        }
        try (Connection connection = connect()) {
            return serves(connection);
        } catch (SQLException dead) {
            LOG.debug("No Postgres answers on port {}", port, dead);
            return false;
        }
    }

    private boolean serves(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("show data_directory")) {
            return answer.next() && Files.isSameFile(data, Path.of(answer.getString("data_directory")));
        } catch (IOException elsewhere) {
            LOG.debug("The server on port {} serves a folder that is not on this machine", port, elsewhere);
            return false;
        }
    }

    /**
     * Makes way for a new server: ends one whose owner was killed, and forgets one whose process id now belongs to
     * another program. A file left by a dead process is Postgres's own business, which uses it to make sure that none
     * of its helpers still runs.
     */
    void stopAbandoned() throws IOException, InterruptedException {
        Optional<ProcessHandle> process = pid == 0 ? Optional.empty() : ProcessHandle.of(pid);
        if (process.isEmpty()) {
            return;
        }
        if (!isOurs(process.get())) {
            Files.delete(data.resolve("postmaster.pid"));
            return;
        }
        endSessions();
        process.get().destroy();
        if (!ended(process.get())) {
            process.get().destroyForcibly();
            ended(process.get());
        }
    }

    /** Another program, even another Postgres, may have been given the process id since. */
    private boolean isOurs(ProcessHandle process) {
        return answers()
                || process.info()
                        .commandLine()
                        .filter(command -> command.contains("postgres") && command.contains(data.toString()))
                        .isPresent();
    }

    /** The polite signal waits for sessions to end by themselves. */
    private void endSessions() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            if (serves(connection)) {
                statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where backend_type = 'client backend' and pid <> pg_backend_pid()");
            }
        } catch (SQLException alreadyClosing) {
            LOG.debug("The abandoned Postgres on port {} takes no more sessions, as wanted", port, alreadyClosing);
        }
    }

    private static boolean ended(ProcessHandle process) throws InterruptedException {
        try {
            process.onExit().get(TIME_TO_STOP.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException stillRunning) {
            LOG.warn("The abandoned Postgres (process {}) still runs after {}", process.pid(), TIME_TO_STOP);
            return false;
        } catch (ExecutionException unknown) {
            LOG.debug("Nobody can say how process {} ended", process.pid(), unknown);
            return !process.isAlive();
        }
    }
}
