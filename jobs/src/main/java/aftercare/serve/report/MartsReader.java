package aftercare.serve.report;

import aftercare.serve.report.CardQueries.Question;
import aftercare.table.DimMonthTable;
import aftercare.table.EmergingIssueTable;
import aftercare.table.OutletKpiMonthTable;
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
    private static final String FIRST_MONTH =
            "select min(%s) as day from marts.%s".formatted(DimMonthTable.MONTH, Tables.DIM_MONTH);
    private static final String WITH_ORDERS = " where %s in (select %s from marts.%s where %s > 0 or %s > 0)"
            .formatted(
                    DimMonthTable.MONTH,
                    OutletKpiMonthTable.MONTH,
                    Tables.OUTLET_KPI_MONTH,
                    OutletKpiMonthTable.OPENED_N,
                    OutletKpiMonthTable.COMPLETED_N);
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

    /**
     * Which month is reported.
     *
     * @param asked the month asked for; empty for the last whole one
     * @throws aftercare.config.AftercareException AFC-1005 when the month asked for lies before or after the data;
     *     AFC-4002 when there are no marts, or none with a month
     */
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
        String within = within(tables);
        LocalDate first = day(FIRST_MONTH + within);
        LocalDate last = day(LAST_MONTH + within);
        if (first == null || last == null) {
            throw ReportErrors.noMonth(target);
        }
        LocalDate whole = complete == null || complete.isAfter(last) ? last : complete;
        LocalDate month = asked.map(one -> one.atDay(1)).orElse(whole.isBefore(first) ? last : whole);
        if (month.isBefore(first) || month.isAfter(last)) {
            throw ReportErrors.noSuchMonth(YearMonth.from(month), YearMonth.from(first), YearMonth.from(last), target);
        }
        return new Edition(
                month,
                asOf(tables, complete == null ? last : complete.plusMonths(1).minusDays(1)),
                tables);
    }

    /**
     * Keeps the months in which orders came or were completed: units may have been sold long before anybody repaired
     * one, and the day of the computation may lie long after the last order. All months where the marts hold no order.
     */
    private String within(Set<String> tables) throws SQLException {
        if (!tables.contains(Tables.OUTLET_KPI_MONTH) || day(FIRST_MONTH + WITH_ORDERS) == null) {
            return "";
        }
        return WITH_ORDERS;
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
