package aftercare.cli.doctor;

import aftercare.config.Redaction;
import aftercare.serve.Publisher;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;

/** Postgres must be there, not too old, and let us make a schema. */
final class MartsCheck implements Check {
    private static final String TIMEOUT_SECONDS = "5";

    private final Optional<String> marts;

    MartsCheck(Optional<String> marts) {
        this.marts = marts;
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public Optional<Finding> look() {
        return marts.map(address -> address.startsWith("embedded")
                ? Finding.ok("The embedded Postgres is started when it is needed.")
                : ask(address));
    }

    private static Finding ask(String address) {
        Properties timeouts = new Properties();
        timeouts.setProperty("connectTimeout", TIMEOUT_SECONDS);
        timeouts.setProperty("loginTimeout", TIMEOUT_SECONDS);
        try (Connection connection = DriverManager.getConnection(address, timeouts)) {
            return judge(connection);
        } catch (SQLException e) {
            return Finding.failBeside(
                    Redaction.of(address) + " cannot be used: " + Redaction.of(oneLine(e)) + ".",
                    "Start Postgres, or correct host, port, user and password in --marts.");
        }
    }

    private static Finding judge(Connection connection) throws SQLException {
        DatabaseMetaData about = connection.getMetaData();
        String version = "Postgres " + about.getDatabaseProductVersion();
        if (about.getDatabaseMajorVersion() < Publisher.OLDEST_POSTGRES) {
            return Finding.failBeside(
                    version + " is too old for the marts.", "Use Postgres " + Publisher.OLDEST_POSTGRES + " or later.");
        }
        if (!mayCreateSchemas(connection)) {
            return Finding.failBeside(
                    version + " does not let " + about.getUserName() + " create a schema.",
                    "GRANT CREATE ON DATABASE " + connection.getCatalog() + " TO " + about.getUserName() + ";");
        }
        return Finding.ok(version + " answers and lets us create schemas.");
    }

    private static boolean mayCreateSchemas(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer =
                        statement.executeQuery("SELECT has_database_privilege(current_database(), 'CREATE')")) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    private static String oneLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("").replaceAll("\\.$", "");
    }
}
