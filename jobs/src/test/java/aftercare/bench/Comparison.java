package aftercare.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Aftercare's exported table beside DuckDB's, row by row and column by column.
 *
 * @param table the name of both
 * @param rows rows of DuckDB's
 * @param missing rows that only DuckDB has
 * @param extra rows that only Aftercare has
 * @param different rows of both in which any column differs; fractions may differ by 1e-9 of their size
 */
record Comparison(String table, long rows, long missing, long extra, long different) {
    /** Tables and what tells their rows apart. */
    static final Map<String, List<String>> KEYS = new LinkedHashMap<>();

    static {
        KEYS.put("outlet_kpi_month", List.of("month", "outlet_id"));
        KEYS.put("satisfaction_month", List.of("month", "cut", "cut_id"));
    }

    boolean equal() {
        return rows > 0 && missing + extra + different == 0;
    }

    static Comparison of(Path database, String table, Path exportedCsv) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database);
                Statement statement = connection.createStatement()) {
            Map<String, String> columns = columns(statement, table);
            statement.execute("CREATE TEMP TABLE ours AS SELECT " + casts(columns) + " FROM read_csv('"
                    + exportedCsv.toString().replace("'", "''")
                    + "', header = true, delim = ',', quote = '\"', escape = '\"', all_varchar = true)");
            try (ResultSet counts = statement.executeQuery(comparison(table, columns))) {
                counts.next();
                return new Comparison(
                        table, counts.getLong(1), counts.getLong(2), counts.getLong(3), counts.getLong(4));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB could not compare " + table, e);
        }
    }

    private static Map<String, String> columns(Statement statement, String table) throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        try (ResultSet described = statement.executeQuery("DESCRIBE " + table)) {
            while (described.next()) {
                columns.put(described.getString("column_name"), described.getString("column_type"));
            }
        }
        return columns;
    }

    private static String casts(Map<String, String> columns) {
        return columns.entrySet().stream()
                .map(column -> column.getKey() + "::" + column.getValue() + " AS " + column.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String comparison(String table, Map<String, String> columns) {
        List<String> keys = KEYS.get(table);
        String on = keys.stream().map(key -> "o." + key + " = t." + key).collect(Collectors.joining(" AND "));
        String differs = columns.keySet().stream()
                .map(column -> differs(column, columns.get(column)))
                .collect(Collectors.joining(" OR "));
        return "SELECT count(t.month), count(*) FILTER (o.month IS NULL), count(*) FILTER (t.month IS NULL),"
                + " count(*) FILTER (o.month IS NOT NULL AND t.month IS NOT NULL AND (" + differs + "))"
                + " FROM ours o FULL JOIN " + table + " t ON " + on;
    }

    private static String differs(String column, String type) {
        String ours = "o." + column;
        String theirs = "t." + column;
        return type.equals("DOUBLE")
                ? "((%1$s IS NULL) <> (%2$s IS NULL) OR coalesce(abs(%1$s - %2$s) > 1e-9 * greatest(1, abs(%2$s)), false))"
                        .formatted(ours, theirs)
                : ours + " IS DISTINCT FROM " + theirs;
    }
}
