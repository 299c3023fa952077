package aftercare.serve.report;

import aftercare.serve.report.CardQueries.Question;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The marts in one state: everything that a report asks is answered from the same publication. */
final class MartsReader implements AutoCloseable {
    private static final List<String> SAY_AS_OF = List.of("warranty_cost", "emerging_issue");

    private final String target;
    private final Connection connection;

    MartsReader(String target, Connection connection) throws SQLException {
        this.target = target;
        this.connection = connection;
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
    }

    Edition edition(Optional<YearMonth> asked) throws SQLException {
        Set<String> tables = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select tablename from pg_catalog.pg_tables where schemaname = 'marts'")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        if (!tables.contains("dim_month")) {
            throw ReportErrors.noMarts(target);
        }
        LocalDate complete = Edition.day(connection, "select max(month) from marts.dim_month where is_complete");
        LocalDate last = Edition.day(connection, "select max(month) from marts.dim_month");
        LocalDate month = asked.map(one -> one.atDay(1)).orElse(complete == null ? last : complete);
        if (month == null || last == null) {
            throw ReportErrors.noMonth(target);
        }
        return new Edition(
                month,
                asOf(tables, complete == null ? last : complete.plusMonths(1).minusDays(1)),
                tables);
    }

    /** The day that the latest figures know of; not before the end of the last whole month. */
    private LocalDate asOf(Set<String> tables, LocalDate atLeast) throws SQLException {
        LocalDate asOf = atLeast;
        for (String table : SAY_AS_OF) {
            if (tables.contains(table)) {
                LocalDate said = Edition.day(connection, "select max(as_of) from marts." + table);
                asOf = said != null && said.isAfter(asOf) ? said : asOf;
            }
        }
        return asOf;
    }

    QueryRows rows(Question question) {
        try (PreparedStatement statement = question.query().prepare(connection);
                ResultSet rows = statement.executeQuery()) {
            return QueryRows.read(rows);
        } catch (SQLException refused) {
            throw ReportErrors.query(question.name(), target, refused);
        }
    }

    @Override
    public void close() throws SQLException {
        List<SQLException> failures = new ArrayList<>();
        try {
            connection.rollback();
        } catch (SQLException failure) {
            failures.add(failure);
        }
        connection.close();
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

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
}
