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

    /** The version of Postgres since which a member of a role need not be allowed to act as it. */
    private static final int FIRST_WITH_RIGHT_TO_SET = 16;

    private final Connection connection;
    private final MartsTarget target;
    private final Progress progress;
    private @Nullable String notice;

    MartsRoles(Connection connection, MartsTarget target, Progress progress) {
        this.connection = connection;
        this.target = target;
        this.progress = progress;
    }

    /**
     * The role that owns the marts.
     *
     * @param role its name
     * @param bySuperuser whether a superuser publishes, who may also change tables that were given to another owner
     */
    record Owner(String role, boolean bySuperuser) {
        /** What makes the user act as the owner, to the end of the transaction. */
        String become() {
            return "set local role " + Sql.name(role);
        }

        /** A statement that is run as the owner, so that what it makes is his. */
        String doing(String sql) {
            return bySuperuser ? become() + "; " + sql + "; reset role" : sql;
        }
    }

    /**
     * Makes the roles that are missing and returns the one that owns the marts, or shall: aftercare_owner where this
     * user may act as it.
     *
     * @throws aftercare.config.AftercareException AFC-4022 when the marts that stand belong to a role that this user
     *     may not act as
     */
    Owner ensure() throws SQLException {
        boolean ownerThere = ensure(OWNER);
        ensure(READER);
        ensure(HR);
        String self = one("select current_user::text");
        boolean mayActAsOwner = ownerThere && mayActAs(OWNER);
        String standing =
                answer("select pg_get_userbyid(nspowner) from pg_namespace where nspname = ?", MartsSchemas.MARTS);
        if (standing != null && !standing.equals(self) && !mayActAs(standing)) {
            throw ServeErrors.ofAnotherOwner(target.toString(), standing, self);
        }
        String role = standing != null ? standing : mayActAsOwner ? OWNER : self;
        if (!role.equals(OWNER) && !mayActAsOwner) {
            notice = "The marts belong to " + role + ", since " + self + " is not a member of " + OWNER
                    + "; to change that, let the administrator run: GRANT " + OWNER + " TO " + self
                    + ", and drop the schemas marts and marts_data before the next publish.";
        }
        if (role.equals(OWNER)
                && holds("select has_database_privilege(current_database(), 'create with grant option')")) {
            execute("grant create on database " + Sql.name(one("select current_database()")) + " to " + OWNER);
        }
        return new Owner(role, holds("select rolsuper from pg_roles where rolname = current_user"));
    }

    /** Says, once the marts are there, that they belong to another role than they should. */
    void tellOwner() {
        if (notice != null) {
            progress.warn(notice);
        }
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
     * Whether this user may act as a role. One who may make roles but is no superuser administers a role without being
     * a member of it at first, and becomes one here. Before Postgres 16 every member may act as the role.
     */
    private boolean mayActAs(String role) throws SQLException {
        boolean settable = connection.getMetaData().getDatabaseMajorVersion() >= FIRST_WITH_RIGHT_TO_SET;
        String may =
                "select pg_has_role(current_user, " + Sql.text(role) + ", '" + (settable ? "set" : "member") + "')";
        if (!holds(may)
                && holds("select pg_has_role(current_user, " + Sql.text(role) + ", 'member with admin option')")) {
            execute("grant " + Sql.name(role) + " to current_user");
        }
        return holds(may);
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
