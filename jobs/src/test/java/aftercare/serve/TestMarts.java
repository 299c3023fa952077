package aftercare.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A real Postgres, one for all tests of a JVM, with an empty database for each test that asks. */
final class TestMarts {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static final class Server {
        static final EmbeddedServer RUNNING = start();

        private static EmbeddedServer start() {
            try {
                String jvm = System.getProperty("aftercare.jvm", "1");
                Path home = Path.of("target", "marts-for-tests", jvm).toAbsolutePath();
                RunningServer.of(home.resolve("data")).stopAbandoned();
                EmbeddedServer.delete(home.resolve("data"));
                EmbeddedServer server = EmbeddedServer.open(home, 0);
                letEverybodyIn(home.resolve("data"), server);
                return server;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    }

    /** Tests enter as roles that they make; the password is for EmbeddedServerTest. */
    private static void letEverybodyIn(Path data, EmbeddedServer server) throws IOException {
        Path access = data.resolve("pg_hba.conf");
        Files.writeString(access, "host all all 127.0.0.1/32 trust\nhost all all ::1/128 trust\n");
        try (Connection connection = server.login().superuser(server.port());
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_reload_conf()");
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private TestMarts() {}

    /** The port of a server of another version, which lets everybody in, where one is given. */
    private static final Integer OTHER = Integer.getInteger("aftercare.test.postgres");

    static int port() {
        return OTHER == null ? Server.RUNNING.port() : OTHER;
    }

    static MartsTarget as(String user, String database) {
        String url = "jdbc:postgresql://localhost:" + port() + "/" + database + "?user=" + user;
        return MartsTarget.open(url, 0, Map.of());
    }

    /** The name of a new empty database. */
    static String database() throws SQLException {
        String name = "test" + DATABASES.incrementAndGet();
        execute(as("postgres", "postgres"), "drop database if exists " + name, "create database " + name);
        return name;
    }

    static void drop(String database) throws SQLException {
        execute(as("postgres", "postgres"), "drop database " + database + " with (force)");
    }

    static void execute(MartsTarget target, String... sql) throws SQLException {
        try (Connection connection = target.connect();
                Statement statement = connection.createStatement()) {
            for (String one : sql) {
                statement.execute(one);
            }
        }
    }

    /** The rows of a query, their columns parted by a bar. */
    static List<String> query(MartsTarget target, String sql) throws SQLException {
        try (Connection connection = target.connect()) {
            return query(connection, sql);
        }
    }

    static List<String> query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    cells.add(rows.getString(i));
                }
                texts.add(String.join("|", cells));
            }
            return texts;
        }
    }
}
