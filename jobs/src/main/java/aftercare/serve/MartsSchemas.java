package aftercare.serve;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The three schemas of a publication. {@code marts} holds the tables that readers and what others built on them refer
 * to; each stays the same table for ever and has its rows in one partition in {@code marts_data}. The next ones are
 * loaded in {@code marts_next}.
 */
final class MartsSchemas {
    static final String MARTS = "marts";
    static final String DATA = "marts_data";
    static final String NEXT = "marts_next";

    private static final String OURS = "Aftercare marts";
    private static final String COMMENT =
            OURS + ". The tables stay, their rows are replaced at every publish: build on them in another schema.";
    private static final String PARTS_COMMENT = OURS + ", the rows: read them by the tables of the schema marts.";

    private final Connection connection;
    private final String owner;

    MartsSchemas(Connection connection, String owner) {
        this.connection = connection;
        this.owner = owner;
    }

    /**
     * Fails where a schema of one of the three names holds what is not Aftercare's.
     *
     * @throws aftercare.config.AftercareException AFC-4002
     */
    void refuseForeign(MartsTarget target) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet foreign = statement.executeQuery("select nspname from pg_namespace n where nspname in ('"
                        + MARTS + "', '" + DATA + "', '" + NEXT + "')"
                        + " and exists (select 1 from pg_class c where c.relnamespace = n.oid)"
                        + " and coalesce(obj_description(n.oid, 'pg_namespace'), '') not like '" + OURS + "%'")) {
            if (foreign.next()) {
                throw ServeErrors.foreignSchema(target.toString(), foreign.getString("nspname"));
            }
        }
    }

    /** Makes what is missing for loading, and empties what a killed publish left. */
    void prepare(List<String> readers) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            // The server may not have noticed yet that a killed publisher is gone.
            statement.execute("set local lock_timeout = '60s'");
            dropNext(statement);
            make(statement, NEXT, PARTS_COMMENT);
            if (!exists(statement, DATA)) {
                make(statement, DATA, PARTS_COMMENT);
            }
            if (!exists(statement, MARTS)) {
                make(statement, MARTS, COMMENT);
            }
            for (String reader : readers) {
                letIn(statement, reader);
            }
            connection.commit();
        } catch (SQLException failure) {
            connection.rollback();
            throw failure;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private void make(Statement statement, String schema, String comment) throws SQLException {
        statement.execute("create schema " + schema + " authorization " + Sql.name(owner));
        statement.execute("comment on schema " + schema + " is " + Sql.text(comment));
    }

    /** A reader who is let in already keeps just the rights that he has: some may have been taken away on purpose. */
    private void letIn(Statement statement, String reader) throws SQLException {
        if (holds(statement, "select has_schema_privilege('" + reader + "', '" + MARTS + "', 'usage')")) {
            return;
        }
        statement.execute("set local role " + Sql.name(owner));
        statement.execute("grant usage on schema " + MARTS + " to " + reader);
        statement.execute("grant select on all tables in schema " + MARTS + " to " + reader);
        statement.execute("alter default privileges for role " + Sql.name(owner) + " in schema " + MARTS
                + " grant select on tables to " + reader);
        statement.execute("reset role");
    }

    /** Drops the tables that were loaded and not published; nobody but a publisher can have made them. */
    static void dropNext(Statement statement) throws SQLException {
        statement.execute("drop schema if exists " + NEXT + " cascade");
    }

    private static boolean exists(Statement statement, String schema) throws SQLException {
        return holds(statement, "select exists (select from pg_namespace where nspname = '" + schema + "')");
    }

    private static boolean holds(Statement statement, String query) throws SQLException {
        try (ResultSet answer = statement.executeQuery(query)) {
            return answer.next() && answer.getBoolean(1);
        }
    }
}
