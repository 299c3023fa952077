package aftercare.serve;

import aftercare.config.Progress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what: aftercare_owner owns the marts, aftercare_reader reads them but for what is about single people,
 * aftercare_hr reads all. Where the user may not make roles, publishing goes on with those that there are, and says so.
 */
final class MartsRoles {
    static final String OWNER = "aftercare_owner";
    static final String READER = "aftercare_reader";
    static final String HR = "aftercare_hr";
    static final List<String> ALL = List.of(OWNER, READER, HR);

    private final Connection connection;
    private final Progress progress;

    MartsRoles(Connection connection, Progress progress) {
        this.connection = connection;
        this.progress = progress;
    }

    /**
     * Makes the roles that are missing and returns the one that shall own the marts: aftercare_owner where this user
     * may act as it.
     */
    String ensure() throws SQLException {
        boolean ownerThere = ensure(OWNER);
        ensure(READER);
        ensure(HR);
        if (!ownerThere || !ownerIsOurs()) {
            progress.warn("Marts are owned by " + one("select current_user::text") + ", who is not a member of " + OWNER
                    + "; let the administrator run: GRANT " + OWNER + " TO that user.");
            return one("select current_user::text");
        }
        if (holds("select has_database_privilege(current_database(), 'create with grant option')")) {
            execute("grant create on database " + Sql.name(one("select current_database()")) + " to " + OWNER);
        }
        return OWNER;
    }

    /** Those of the two reading roles that there are. */
    List<String> readers() throws SQLException {
        List<String> readers = new ArrayList<>();
        for (String role : List.of(READER, HR)) {
            if (exists(role)) {
                readers.add(role);
            }
        }
        return readers;
    }

    /** Without a password a role cannot log in where passwords are asked for, so making it opens no door. */
    private boolean ensure(String role) throws SQLException {
        if (exists(role)) {
            return true;
        }
        if (!holds("select rolsuper or rolcreaterole from pg_roles where rolname = current_user")) {
            progress.warn(
                    "The role " + role + " does not exist and this user may not make it; let the administrator run:"
                            + " CREATE ROLE " + role + " LOGIN.");
            return false;
        }
        execute("create role " + role + " login");
        return true;
    }

    /**
     * A user who may make roles but is no superuser administers the owner role without being a member of it at first.
     */
    private boolean ownerIsOurs() throws SQLException {
        String mayActAsOwner = "select pg_has_role(current_user, '" + OWNER + "', 'set')";
        String administersOwner = "select pg_has_role(current_user, '" + OWNER + "', 'member with admin option')";
        if (!holds(mayActAsOwner) && holds(administersOwner)) {
            execute("grant " + OWNER + " to current_user");
        }
        return holds(mayActAsOwner);
    }

    private boolean exists(String role) throws SQLException {
        return "t".equals(answer("select 't' from pg_roles where rolname = ?", role));
    }

    private boolean holds(String query) throws SQLException {
        return "t".equals(answer(query, ""));
    }

    /** The answer to a question that every session has one to. */
    private String one(String query) throws SQLException {
        return Objects.requireNonNull(answer(query, ""), query);
    }

    private @Nullable String answer(String query, String parameter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            if (query.indexOf('?') >= 0) {
                statement.setString(1, parameter);
            }
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() ? answer.getString(1) : null;
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
