package aftercare.serve;

import aftercare.config.AftercareException;
import aftercare.config.EnvironmentVariables;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * The Postgres that holds the marts: a server of the user's ({@code jdbc:postgresql://...}) or one that runs from a
 * folder ({@code embedded:DIR}), which stays up until the target is closed. The password comes from
 * AFTERCARE_MARTS_PASSWORD, else PGPASSWORD, else the driver's own password file; it is in no URL and no log.
 */
public final class MartsTarget implements AutoCloseable {
    private static final String EMBEDDED = "embedded:";
    private static final String JDBC = "jdbc:postgresql:";

    private final String jdbcUrl;
    private final Properties connection;
    private final @Nullable EmbeddedServer server;

    private MartsTarget(String jdbcUrl, Properties connection, @Nullable EmbeddedServer server) {
        this.jdbcUrl = jdbcUrl;
        this.connection = connection;
        this.server = server;
    }

    /**
     * Opens the target, on any free port where it is embedded.
     *
     * @throws AftercareException AFC-1002 when the text is no target; AFC-4004 when the embedded server does not start
     */
    public static MartsTarget open(String marts) {
        return open(marts, 0);
    }

    /**
     * Opens the target.
     *
     * @param port the port of an embedded server, 0 for any free one; one that already runs from the folder keeps its
     *     own
     * @throws AftercareException AFC-1002 when the text is no target; AFC-4004 when the embedded server does not start
     */
    public static MartsTarget open(String marts, int port) {
        return open(marts, port, EnvironmentVariables.all());
    }

    static MartsTarget open(String marts, int port, Map<String, String> environment) {
        if (marts.startsWith(EMBEDDED) && marts.length() > EMBEDDED.length()) {
            EmbeddedServer server = EmbeddedServer.open(Path.of(marts.substring(EMBEDDED.length())), port);
            Properties connection = connectionProperties();
            setIfKnown(connection, PGProperty.PASSWORD, server.login().password());
            return new MartsTarget(server.jdbcUrl(), connection, server);
        }
        if (marts.startsWith(JDBC)) {
            return remote(marts, environment);
        }
        throw ServeErrors.badTarget("It is neither the URL of a Postgres nor the folder of an embedded one.");
    }

    private static MartsTarget remote(String url, Map<String, String> environment) {
        // The driver takes NAME:PASSWORD@HOST for a host with a port, and would write the password to the log as a bad
        // port.
        if (url.matches("[^?]*@.*")) {
            throw ServeErrors.badTarget("The user stands behind a question mark, not before the host.");
        }
        Properties parsed = Driver.parseURL(url, null);
        if (parsed == null) {
            throw ServeErrors.badTarget("The URL has not the form that the Postgres driver reads.");
        }
        if (parsed.containsKey(PGProperty.PASSWORD.getName())) {
            throw ServeErrors.passwordInUrl();
        }
        Properties connection = connectionProperties();
        setIfKnown(connection, PGProperty.PASSWORD, environment.get("PGPASSWORD"));
        setIfKnown(connection, PGProperty.PASSWORD, environment.get("AFTERCARE_MARTS_PASSWORD"));
        if (!parsed.containsKey(PGProperty.USER.getName())) {
            setIfKnown(connection, PGProperty.USER, environment.get("PGUSER"));
        }
        return new MartsTarget(url, connection, null);
    }

    private static void setIfKnown(Properties connection, PGProperty property, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            connection.setProperty(property.getName(), value);
        }
    }

    private static Properties connectionProperties() {
        Properties connection = new Properties();
        connection.setProperty(PGProperty.APPLICATION_NAME.getName(), "aftercare");
        connection.setProperty(PGProperty.CONNECT_TIMEOUT.getName(), "10");
        connection.setProperty(PGProperty.LOGIN_TIMEOUT.getName(), "30");
        connection.setProperty(PGProperty.TCP_KEEP_ALIVE.getName(), "true");
        return connection;
    }

    /**
     * A new connection, in autocommit; the caller closes it.
     *
     * @throws AftercareException AFC-4001 when the server cannot be reached; AFC-4002 when it does not let us in
     */
    public Connection connect() {
        try {
            return DriverManager.getConnection(jdbcUrl, connection);
        } catch (SQLException refused) {
            throw ServeErrors.postgres(toString(), refused);
        }
    }

    /** The URL, with the user where known and without a password. */
    public String jdbcUrl() {
        return jdbcUrl;
    }

    /** The file that holds the password of an embedded server. */
    public Optional<Path> passwordFile() {
        return Optional.ofNullable(server).map(embedded -> embedded.login().file());
    }

    /** Stops the embedded server if this target started it; else nothing. */
    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }

    /** Host, port and database; nothing that need be kept from a log. */
    @Override
    public String toString() {
        int end = jdbcUrl.indexOf('?');
        String bare = end < 0 ? jdbcUrl : jdbcUrl.substring(0, end);
        return bare.substring(JDBC.length()).replaceFirst("^//", "");
    }
}
