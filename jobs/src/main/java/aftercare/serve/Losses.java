package aftercare.serve;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What others would lose by a publication, found by trying: Postgres knows what depends on what, and nothing is ever
 * dropped together with what hangs on it.
 */
final class Losses {
    /**
     * What Postgres says of a change that would take something from others: dependants, columns in use by views or row
     * types, constraints that the new rows lack, foreign keys that would lose their rows.
     */
    private static final Set<String> IN_USE = Set.of("2BP01", "0A000", "42804", "42P16", "23503", "23514");

    private final Connection connection;
    private final Statement statement;
    private final List<String> found = new ArrayList<>();
    private boolean replacing;

    Losses(Connection connection, Statement statement) {
        this.connection = connection;
        this.statement = statement;
    }

    /** Makes a change; where it would take something from others, notes what and leaves all as it was. */
    boolean change(String sql) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            statement.execute(sql);
            connection.releaseSavepoint(before);
            return true;
        } catch (SQLException refused) {
            if (!IN_USE.contains(String.valueOf(refused.getSQLState()))) {
                throw refused;
            }
            connection.rollback(before);
            found.addAll(said(refused));
            return false;
        }
    }

    /** Notes who uses a column, where Postgres names only the first one when its type is to change. */
    void addUsersOf(String table, String column) throws SQLException {
        Savepoint before = connection.setSavepoint();
        if (change("alter table " + table + " drop column " + column)) {
            connection.rollback(before);
        }
    }

    void add(String loss) {
        found.add(loss);
    }

    /** Notes that a table has to be replaced, and with it what others put on it. */
    void addByReplacing(List<String> losses) {
        found.addAll(losses);
        replacing = true;
    }

    /**
     * Fails when something would be lost.
     *
     * @throws aftercare.config.AftercareException AFC-4020
     */
    void throwIfAny(MartsTarget target) {
        if (!found.isEmpty()) {
            List<String> sorted = found.stream().distinct().sorted().toList();
            throw ServeErrors.builtOn(target.toString(), sorted, replacing);
        }
    }

    /** The dependants that the server lists, else what it says. */
    private static List<String> said(SQLException refused) {
        ServerErrorMessage said = refused instanceof PSQLException told ? told.getServerErrorMessage() : null;
        String detail = said == null ? null : said.getDetail();
        String message = said == null ? refused.getMessage() : said.getMessage();
        return String.valueOf(detail == null ? message : detail)
                .lines()
                .map(String::strip)
                .toList();
    }
}
