package aftercare.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What was measured on, and with which versions.
 *
 * @param cores that Java sees
 * @param memoryGigabytes of the machine; negative when not known
 * @param processor as the kernel calls it
 * @param commit of the working copy, short
 * @param java version
 * @param spark version
 * @param delta version
 * @param duckDb version
 */
record Machine(
        int cores,
        long memoryGigabytes,
        String processor,
        String commit,
        String java,
        String spark,
        String delta,
        String duckDb) {

    static Machine here(BenchOptions options) {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                readMemoryGigabytes(),
                fact(Path.of("/proc/cpuinfo"), "model name").replaceAll("\\(.*?\\)", ""),
                commit(options),
                System.getProperty("java.version"),
                library("spark-sql_[\\d.]+"),
                library("delta-spark_[\\d.]+"),
                duckDbVersion());
    }

    private static long readMemoryGigabytes() {
        String kilobytes = fact(Path.of("/proc/meminfo"), "MemTotal").replaceAll("\\D", "");
        return kilobytes.isEmpty() ? -1 : Math.round(Long.parseLong(kilobytes) / 1024.0 / 1024);
    }

    private static String fact(Path file, String name) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String commit(BenchOptions options) {
        Path logs = options.folder().resolve("logs");
        return Child.run(
                        logs,
                        "git",
                        Map.of(),
                        List.of("git", "-C", options.project().toString(), "describe", "--always", "--dirty"))
                .output()
                .get(0);
    }

    private static String library(String name) {
        Matcher jar = Pattern.compile(name + "-([\\w.-]+)\\.jar").matcher(System.getProperty("java.class.path"));
        return jar.find() ? jar.group(1) : "unknown";
    }

    private static String duckDbVersion() {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet version = statement.executeQuery("SELECT version()")) {
            version.next();
            return version.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB did not open", e);
        }
    }
}
