package aftercare.serve;

import aftercare.config.Progress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Ends a query of the roles that dashboards read the marts as when it takes too long, since a dashboard's query goes on
 * in Postgres after its reader has left. The limit is a setting of the role in the database of the marts.
 *
 * @param stated the limit somebody stated, zero for none; empty where nobody did, and a role then keeps the one it has
 *     or gets {@link #USUAL}
 */
record ReaderTimeout(Optional<Duration> stated) {
    /** Longer than anybody waits for a chart. */
    static final Duration USUAL = Duration.ofSeconds(60);

    /** Sets it for roles; one that may not be changed is named with the statement that an administrator runs. */
    void set(Connection connection, List<String> roles, Progress progress) throws SQLException {
        for (String role : roles) {
            Optional<String> standing = standing(connection, role);
            String wanted = stated.or(() -> standing.isPresent() ? Optional.empty() : Optional.of(USUAL))
                    .map(limit -> limit.toSeconds() + "s")
                    .orElse("");
            if (!wanted.isEmpty() && !standing.equals(Optional.of(wanted))) {
                set(connection, role, wanted, progress);
            }
        }
    }

    private static void set(Connection connection, String role, String limit, Progress progress) throws SQLException {
        String change = "alter role " + Sql.name(role) + " in database " + Sql.name(connection.getCatalog())
                + " set statement_timeout = " + Sql.text(limit);
        try (Statement statement = connection.createStatement()) {
            statement.execute(change);
        } catch (SQLException refused) {
            if (!"42501".equals(refused.getSQLState())) {
                throw refused;
            }
            progress.warn("Queries of " + role + " may run for ever, since this user may not limit them; let the"
                    + " administrator run: " + change + ".");
        }
    }

    private static Optional<String> standing(Connection connection, String role) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select split_part(one, '=', 2)"
                + " from pg_db_role_setting join pg_roles on pg_roles.oid = setrole, unnest(setconfig) as one"
                + " where rolname = ? and split_part(one, '=', 1) = 'statement_timeout' and setdatabase in (0, (select oid"
                + " from pg_database where datname = current_database())) order by setdatabase desc limit 1")) {
            statement.setString(1, role);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        }
    }
}
