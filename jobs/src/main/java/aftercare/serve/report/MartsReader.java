package aftercare.serve.report;

import aftercare.serve.report.CardQueries.Question;
import aftercare.table.DimMonthTable;
import aftercare.table.EmergingIssueTable;
import aftercare.table.Tables;
import aftercare.table.WarrantyCostTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The marts in one state: everything that a report asks is answered from the same publication. */
final class MartsReader implements AutoCloseable {
    private static final String LAST_DAY = "select max(%s) as day from marts.%s";
    private static final String LAST_MONTH = LAST_DAY.formatted(DimMonthTable.MONTH, Tables.DIM_MONTH);
    /** The tables that say until when they saw, each with the column that says it. */
    private static final Map<String, String> AS_OF =
            Map.of(Tables.WARRANTY_COST, WarrantyCostTable.AS_OF, Tables.EMERGING_ISSUE, EmergingIssueTable.AS_OF);

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
                tables.add(rows.getString("tablename"));
            }
        }
        if (!tables.contains(Tables.DIM_MONTH)) {
            throw ReportErrors.noMarts(target);
        }
        LocalDate complete = day(LAST_MONTH + " where " + DimMonthTable.IS_COMPLETE);
        LocalDate last = day(LAST_MONTH);
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
        for (Map.Entry<String, String> table : AS_OF.entrySet()) {
            if (tables.contains(table.getKey())) {
                LocalDate said = day(LAST_DAY.formatted(table.getValue(), table.getKey()));
                asOf = said != null && said.isAfter(asOf) ? said : asOf;
            }
        }
        return asOf;
    }

    /** The day of a query; null for none. */
    private @Nullable LocalDate day(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getObject("day", LocalDate.class) : null;
        }
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
        try (connection) {
            connection.rollback();
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
    }
}
