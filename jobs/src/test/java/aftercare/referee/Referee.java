package aftercare.referee;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The KPI tables computed a second time, in SQL on DuckDB, from design/metrics.md and docs/decisions.md alone. It is
 * the referee of the Spark measures in tests and their opponent in the benchmark; it shares no code with either.
 *
 * <p>Reads {@code <landing>/<source>/*.csv} (RFC 4180, UTF-8, headers spelt as in the contracts) and makes
 * {@code outlet_kpi_month}, {@code satisfaction_month} and {@code complaint_month}. Not safe for use by several
 * threads.
 */
public final class Referee implements AutoCloseable {

    private static final List<String> COMPUTE_STEPS = List.of(
            "seen",
            "repeats",
            "outlet_kpi_month",
            "ratings",
            "satisfaction_cells",
            "satisfaction_month",
            "complaint_month");

    private final Connection connection;
    private final ZoneId zone;
    private final Map<String, Double> seconds = new LinkedHashMap<>();

    private Referee(Connection connection, ZoneId zone) {
        this.connection = connection;
        this.zone = zone;
    }

    /** As {@link #open(Path, int, String, ZoneId)} with UTC as the business zone. */
    public static Referee open(Path databaseOrNull, int threads, String memoryLimit) {
        return open(databaseOrNull, threads, memoryLimit, ZoneOffset.UTC);
    }

    /**
     * Opens a referee.
     *
     * @param databaseOrNull file to keep the tables in, made when absent; in memory when null
     * @param threads threads DuckDB may use, at least 1
     * @param memoryLimit DuckDB's own memory limit, such as {@code 4GB}; beyond it, it spills to disk
     * @param zone business zone: timestamps without an offset are read in it, months and days are its own
     */
    public static Referee open(Path databaseOrNull, int threads, String memoryLimit, ZoneId zone) {
        try {
            Connection connection =
                    DriverManager.getConnection("jdbc:duckdb:" + (databaseOrNull == null ? "" : databaseOrNull));
            Referee referee = new Referee(connection, zone);
            referee.prepare(threads, memoryLimit);
            return referee;
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB did not open", e);
        }
    }

    private void prepare(int threads, String memoryLimit) {
        execute("SET threads = " + threads);
        execute("SET memory_limit = " + literal(memoryLimit));
        execute("SET temp_directory = " + literal(System.getProperty("java.io.tmpdir") + "/referee-spill"));
        execute(ZoneSql.of(zone));
        execute(script("types"));
    }

    /**
     * Loads the seven sources the KPIs need, refuses and dedupes rows as the contracts say, replacing what was loaded.
     */
    public void load(Path landing) {
        for (LandingSource source : LandingSource.values()) {
            timed("load_" + source.table(), () -> {
                execute(source.rawView(landing, this::headers));
                execute(script("load_" + source.table()));
            });
        }
    }

    /** Computes all tables as they stood when {@code asOf} ended in the business zone. */
    public void compute(LocalDate asOf) {
        compute(asOf, COMPUTE_STEPS);
    }

    /** Computes all tables but complaint_month; for measuring beside a pipeline that computes just these. */
    public void computeOutletsAndSatisfaction(LocalDate asOf) {
        compute(
                asOf,
                COMPUTE_STEPS.stream()
                        .filter(step -> !step.equals("complaint_month"))
                        .toList());
    }

    private void compute(LocalDate asOf, List<String> steps) {
        execute("SET VARIABLE end_at = (SELECT start_of_day(DATE '" + asOf.plusDays(1) + "'))");
        execute("SET VARIABLE last_month = DATE '" + asOf.withDayOfMonth(1) + "'");
        for (String step : steps) {
            timed(step, () -> execute(script(step)));
        }
    }

    /** All rows of a table in the order of its columns, left to right; dates are {@link LocalDate}. */
    public List<Map<String, Object>> rows(String table) {
        return query("SELECT * FROM " + table + " ORDER BY ALL");
    }

    /** Runs one query; for looking into what the tables are made of. */
    public List<Map<String, Object>> query(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<Map<String, Object>> rows = new ArrayList<>();
            while (result.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    Object value = result.getObject(i);
                    row.put(
                            result.getMetaData().getColumnName(i),
                            value instanceof Date date ? date.toLocalDate() : value);
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB refused: " + sql, e);
        }
    }

    /** Writes a table as CSV with a header, ordered as {@link #rows} is. */
    public void writeCsv(String table, Path file) {
        execute("COPY (SELECT * FROM " + table + " ORDER BY ALL) TO " + literal(file.toString()) + " (HEADER)");
    }

    /** Seconds each step of the last load and compute took, in the order they ran. */
    public Map<String, Double> seconds() {
        return Collections.unmodifiableMap(seconds);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB did not close", e);
        }
    }

    private List<String> headers(String relation) {
        return query("DESCRIBE SELECT * FROM " + relation).stream()
                .map(row -> (String) row.get("column_name"))
                .toList();
    }

    private void timed(String step, Runnable work) {
        long start = System.nanoTime();
        work.run();
        seconds.put(step, (System.nanoTime() - start) / 1e9);
    }

    private void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB refused: " + sql, e);
        }
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String script(String name) {
        try (InputStream in = Referee.class.getResourceAsStream("/referee/" + name + ".sql")) {
            if (in == null) {
                throw new IllegalArgumentException("no script " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean empty(Path file) {
        try {
            return Files.size(file) == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
