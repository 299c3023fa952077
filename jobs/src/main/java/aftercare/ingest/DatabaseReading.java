package aftercare.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;

import aftercare.config.AftercareException;
import aftercare.contract.Mapping;
import aftercare.lake.Lake;
import aftercare.lake.Ledger;
import aftercare.lake.LedgerEntry;
import aftercare.table.LedgerTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a database as a delivery: the rows of a mapping's select, as texts, in one Parquet file that lands like any
 * other. What the database says of instants with a zone keeps its offset; all else is read by the mapping's own rules.
 *
 * <p>With {@code since} only rows behind the latest one that the lake has taken are asked for, so rows must have a
 * column that grows whenever they change. A reading that was refused is not counted as taken and is read again.
 */
final class DatabaseReading {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseReading.class);
    private static final String SINCE = ":since";
    private static final String USER = "AFTERCARE_JDBC_USER";
    private static final String PASSWORD = "AFTERCARE_JDBC_PASSWORD";
    private static final int ROWS_AT_ONCE = 10_000;

    private final Lake lake;
    private final Map<String, String> environment;

    /**
     * @param environment where user and password are looked up
     */
    DatabaseReading(Lake lake, Map<String, String> environment) {
        this.lake = lake;
        this.environment = environment;
    }

    /**
     * Reads what is new.
     *
     * @param name what the delivery is called, where files have their path below the input folder
     * @param database where the rows are
     * @param folder where the file is put
     * @return the file; empty when there was no row to read
     * @throws aftercare.config.AftercareException AFC-4201 when the database does not answer, does not let us in or
     *     does not understand the query
     */
    Optional<Path> read(String name, Mapping.Database database, Path folder) {
        try {
            Path file = folder.resolve(name);
            long rows = TextParquet.write(
                    TextParquet.texts(rows(name, database), '.'),
                    lake.fileSystem(),
                    new org.apache.hadoop.fs.Path(lake.bronze(), "_arriving/" + UUID.randomUUID()),
                    file);
            return rows == 0 ? Optional.empty() : Optional.of(file);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        } catch (Exception failed) {
            // Spark throws the driver's checked exceptions without declaring them.
            throw failed instanceof AftercareException said
                    ? said
                    : IngestErrors.databaseFailed(database.url(), database.query(), cause(failed));
        }
    }

    private Dataset<Row> rows(String name, Mapping.Database database) {
        String since = database.since();
        if (since == null) {
            return select(database, database.query());
        }
        DataType type = select(database, database.query().replace(SINCE, "null"))
                .schema()
                .apply(since)
                .dataType();
        String from =
                latest(name, since, type).map(latest -> literal(latest, type)).orElseGet(() -> beginning(type));
        LOG.info("reading {} from {} on", name, from);
        return select(database, database.query().replace(SINCE, from));
    }

    private Dataset<Row> select(Mapping.Database database, String query) {
        DataFrameReader reader = lake.spark()
                .read()
                .format("jdbc")
                .option("url", database.url())
                .option("query", query)
                .option("fetchsize", ROWS_AT_ONCE)
                // A timestamp without a zone stays the text it is; Spark would read it in the session's zone.
                .option("preferTimestampNTZ", true);
        option(reader, "user", USER);
        option(reader, "password", PASSWORD);
        return reader.load();
    }

    private void option(DataFrameReader reader, String option, String variable) {
        String value = environment.get(variable);
        if (value != null && !value.isEmpty()) {
            reader.option(option, value);
        }
    }

    /**
     * The latest value of a column among the rows of earlier readings that were taken. Each reading begins behind those
     * before it, so the last of them that has a value has the latest one.
     */
    private Optional<String> latest(String name, String since, DataType type) {
        Map<String, Integer> taken = new HashMap<>();
        Set<String> refused = new HashSet<>();
        for (Row row : new Ledger(lake)
                .rows()
                .filter(col(LedgerTable.PATH).equalTo(name))
                .select(LedgerTable.SHA256, LedgerTable.STATUS, LedgerTable.DELIVERY)
                .collectAsList()) {
            LedgerTable.Values entry = LedgerTable.of(row);
            if (entry.status().equals(LedgerEntry.LOADED)) {
                taken.merge(entry.sha256(), Objects.requireNonNullElse(entry.delivery(), 0), Math::max);
            } else if (!entry.status().equals(LedgerEntry.REPLAYED)) {
                refused.add(entry.sha256());
            }
        }
        // What one of several sources refused would never come again.
        taken.keySet().removeAll(refused);
        Bronze bronze = new Bronze(lake);
        Map<Integer, List<String>> byDelivery = new TreeMap<>(Comparator.reverseOrder());
        taken.forEach((sha256, delivery) -> byDelivery
                .computeIfAbsent(delivery, any -> new ArrayList<>())
                .add(bronze.path(sha256, name).toString()));
        return byDelivery.values().stream()
                .map(files -> latestOf(files, since, type))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> latestOf(List<String> files, String since, DataType type) {
        // Texts of instants sort as the instants do; those of numbers do not.
        Column value = type instanceof NumericType ? col(since).cast(type) : col(since);
        Row latest = lake.spark()
                .read()
                .parquet(files.toArray(String[]::new))
                .agg(max(value).cast("string").as(since))
                .first();
        return Optional.ofNullable(latest.<String>getAs(since));
    }

    private static String beginning(DataType type) {
        return type instanceof NumericType ? String.valueOf(Integer.MIN_VALUE) : "'0001-01-01 00:00:00'";
    }

    private static String literal(String latest, DataType type) {
        return type instanceof NumericType ? latest : "'" + latest.replace("'", "''") + "'";
    }

    /** What the database said, without Spark's words around it. */
    private static Throwable cause(Throwable failed) {
        Throwable cause = failed;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }
}
