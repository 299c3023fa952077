package aftercare.serve;

import aftercare.config.Retry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Postgres that runs from a folder: {@code data} is kept between runs, {@code postgres.log} is what it says, and
 * {@code server} holds the program, which the launcher keeps with the build instead where it can: unpacking takes
 * longer than starting. One process starts and stops it; others that open the same folder meanwhile use the one that
 * runs. It listens on this machine only and lets in who can read the password of the folder ({@link EmbeddedLogin}).
 * When its owner is killed, it ends within seconds ({@link Watchdog}).
 */
final class EmbeddedServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);

    static final String LOG_FILE = "postgres.log";

    /** The system property that names a folder for programs. */
    private static final String PROGRAMS = "aftercare.programs";

    private static final Duration MAX_WAIT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Path home;
    private final int port;
    private final EmbeddedLogin login;
    /** Null, as is the ownership, where another process runs the server. */
    private final @Nullable EmbeddedPostgres started;

    private final @Nullable FileLock ownership;

    private EmbeddedServer(
            Path home,
            int port,
            EmbeddedLogin login,
            @Nullable EmbeddedPostgres started,
            @Nullable FileLock ownership) {
        this.home = home;
        this.port = port;
        this.login = login;
        this.started = started;
        this.ownership = ownership;
    }

    /** Starts the server of a folder, or joins the one that another process runs from it. */
    static EmbeddedServer open(Path directory, int port) {
        Path home = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(home);
            Optional<EmbeddedServer> server = Retry.every(PAUSE)
                    .atMost(MAX_WAIT)
                    .until("the server of " + home, () -> startedOrJoined(home, port));
            return server.orElseThrow(() -> ServeErrors.embedded(
                    home, "Another process has taken the folder, but no server answers from it.", null));
        } catch (IOException failure) {
            throw ServeErrors.embedded(home, "The folder cannot be used: " + failure.getMessage() + ".", failure);
        }
    }

    private static Optional<EmbeddedServer> startedOrJoined(Path home, int port) throws IOException {
        FileLock ownership = own(home);
        if (ownership != null) {
            try {
                return Optional.of(startAsOwner(home, port, ownership));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw ServeErrors.embedded(home, "The start was interrupted.", interrupted);
            }
        }
        RunningServer running = RunningServer.of(home.resolve("data"));
        return running.answers()
                ? Optional.of(new EmbeddedServer(home, running.port(), EmbeddedLogin.of(home), null, null))
                : Optional.empty();
    }

    private static @Nullable FileLock own(Path home) throws IOException {
        FileChannel channel =
                FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException takenByThisProcess) {
            // Not logged: it is as good as taken by another process, and the server that runs is used.
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        return lock;
    }

    private static EmbeddedServer startAsOwner(Path home, int port, FileLock ownership)
            throws IOException, InterruptedException {
        try {
            RunningServer.of(home.resolve("data")).stopAbandoned();
            requireFree(home, port);
            EmbeddedLogin login = EmbeddedLogin.ofOwner(home);
            EmbeddedPostgres server = start(home, port, login);
            return new EmbeddedServer(home, server.getPort(), login, server, ownership);
        } catch (IOException | InterruptedException | RuntimeException failure) {
            ownership.acquiredBy().close();
            throw failure;
        }
    }

    /** A busy port would only show when the start has timed out, or worse: the other server would answer. */
    private static void requireFree(Path home, int port) {
        if (port == 0) {
            return;
        }
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            probe.setReuseAddress(true);
        } catch (IOException busy) {
            throw ServeErrors.embedded(home, "Port " + port + " is taken by another program.", busy);
        }
    }

    private static EmbeddedPostgres start(Path home, int port, EmbeddedLogin login) throws IOException {
        Path unfinished = home.resolve("initialising");
        Path data = home.resolve("data");
        if (Files.exists(unfinished)) {
            delete(data);
        }
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            Files.writeString(unfinished, "The first start was not finished; data holds nothing of worth.\n");
        }
        try {
            Watchdog.watch(home, data);
            EmbeddedPostgres server = builder(home, data, login).setPort(port).start();
            login.enforce(data, server.getPort());
            Files.deleteIfExists(unfinished);
            return server;
        } catch (SQLException closed) {
            throw ServeErrors.embedded(
                    home,
                    "It does not take the password of " + login.file() + ": " + closed.getMessage() + ".",
                    closed);
        } catch (IOException | IllegalStateException failure) {
            throw ServeErrors.embedded(
                    home, lastComplaint(home.resolve(LOG_FILE)).orElse(failure.getMessage() + "."), failure);
        }
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> tree = Files.walk(folder)) {
                // What lies in a folder comes after the folder, and has to go first.
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static EmbeddedPostgres.Builder builder(Path home, Path data, EmbeddedLogin login) {
        ProcessBuilder.Redirect log =
                ProcessBuilder.Redirect.appendTo(home.resolve(LOG_FILE).toFile());
        return EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(programs(home).toFile())
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPGStartupWait(Duration.ofSeconds(30))
                .setErrorRedirector(log)
                .setOutputRedirector(log)
                // The same order of texts on every machine.
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setLocaleConfig("locale", "C")
                // These are options of initdb like those before; nobody enters in the moment before the first start.
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", login.file().toString())
                .setConnectConfig("password", login.password())
                // Sockets in /tmp would collide between users and outlive a killed server.
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("fsync", "on")
                // Tables are filled in the transaction that makes them, so nothing but commits needs the log.
                .setServerConfig("wal_level", "minimal")
                .setServerConfig("max_wal_senders", "0")
                .setServerConfig("max_wal_size", "2GB")
                .setServerConfig("jit", "off");
    }

    private static Path programs(Path home) {
        String shared = System.getProperty(PROGRAMS);
        return shared == null ? home.resolve("server") : Path.of(shared);
    }

    /** What Postgres calls fatal says more than the programs around it, which only point to the log. */
    private static Optional<String> lastComplaint(Path log) {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("FATAL:") || line.contains("error:"))
                    .reduce((earlier, later) -> later)
                    .map(line -> "It said: " + line.replaceFirst("^.*?(?=FATAL:|error:)", "") + ".");
        } catch (IOException | UncheckedIOException unreadable) {
            LOG.warn("The log of the embedded Postgres cannot be read: {}", unreadable.toString());
            return Optional.empty();
        }
    }

    int port() {
        return port;
    }

    /** Where publishing enters, without the password. */
    String jdbcUrl() {
        return EmbeddedLogin.jdbcUrl(port) + "?user=" + EmbeddedLogin.PUBLISHER;
    }

    EmbeddedLogin login() {
        return login;
    }

    /** Stops the server if this process started it. */
    @Override
    public void close() {
        if (started == null || ownership == null) {
            return;
        }
        try {
            started.close();
            Watchdog.leave(home);
            ownership.acquiredBy().close();
        } catch (IOException failure) {
            throw new UncheckedIOException("the embedded Postgres did not stop", failure);
        }
    }
}
