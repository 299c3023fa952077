package aftercare.serve.report;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Set;

/**
 * Which month is reported, and what the marts knew.
 *
 * @param month its first day
 * @param asOf the last day that the figures have seen
 * @param tables the tables that the marts hold
 */
record Edition(LocalDate month, LocalDate asOf, Set<String> tables) {
    boolean isComplete() {
        return !asOf.isBefore(month.plusMonths(1).minusDays(1));
    }

    /** One day of a query; null for none. */
    static LocalDate day(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getObject(1, LocalDate.class) : null;
        }
    }
}
