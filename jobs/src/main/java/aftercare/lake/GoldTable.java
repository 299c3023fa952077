package aftercare.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import aftercare.contract.GoldColumn;
import aftercare.contract.GoldContract;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gold table: written whole, or some months of it; of a table with scenarios, only the rows of one scenario. Writing
 * the same again gives the same table.
 */
public final class GoldTable {
    private static final Logger LOG = LoggerFactory.getLogger(GoldTable.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCENARIO = "scenario";
    /** What commits that leave every row as it was call themselves in the log. */
    private static final Set<String> HOUSEKEEPING = Set.of("OPTIMIZE", "VACUUM START", "VACUUM END");

    /** How commits call themselves that wrote the whole table. */
    private static final Set<String> WHOLE = Set.of("Overwrite", "ErrorIfExists");

    private final Lake lake;
    private final GoldContract contract;

    public GoldTable(Lake lake, GoldContract contract) {
        this.lake = lake;
        this.contract = contract;
    }

    public boolean exists() {
        return lake.hasTable(lake.gold(contract.table()));
    }

    public long version() {
        return lake.version(lake.gold(contract.table()));
    }

    public Dataset<Row> rows() {
        return exists()
                ? lake.read(lake.gold(contract.table()))
                : lake.spark().createDataFrame(List.of(), contract.sparkType());
    }

    /**
     * How many rows it has, of one with scenarios the scenario; asked of the log, not of the files, where it says so.
     */
    public long count(String scenario) {
        Long written = rowsOfLastWrite();
        return written != null ? written : hasScenarios() ? rowsOf(scenario).count() : rowsByTheLog();
    }

    /**
     * The rows of all files, which the log says. Asked of the version, since a table that is kept in memory would first
     * be read anew after each write.
     */
    private long rowsByTheLog() {
        return lake.read(lake.gold(contract.table()), version()).count();
    }

    /** What the last commit says it wrote, when it wrote the whole table; null when it did not or does not say. */
    private @Nullable Long rowsOfLastWrite() {
        JsonNode info = commit(version());
        return WHOLE.contains(info.path("operationParameters").path("mode").asText())
                        && !info.path("operationParameters").has("predicate")
                        && info.path("operationMetrics").has("numOutputRows")
                ? info.path("operationMetrics").path("numOutputRows").asLong()
                : null;
    }

    /** What the log says of a commit; nothing where it does not say. */
    private JsonNode commit(long version) {
        Path commit =
                new Path(lake.gold(contract.table()), String.format(Locale.ROOT, "_delta_log/%020d.json", version));
        try {
            if (lake.exists(commit)) {
                for (String line : lake.readSmall(commit).lines().toList()) {
                    JsonNode action = JSON.readTree(line);
                    if (action.has("commitInfo")) {
                        return action.path("commitInfo");
                    }
                }
            }
            return MissingNode.getInstance();
        } catch (IOException notJson) {
            LOG.warn("version {} of {} does not say what it wrote: {}", version, contract.table(), notJson.toString());
            return MissingNode.getInstance();
        }
    }

    /**
     * The version since which the rows of a scenario are what they are: a write of another scenario makes a new version
     * of the table, but not of these. Of a table without scenarios, the version.
     */
    public long version(String scenario) {
        long version = version();
        while (version > 0 && hasScenarios() && leaves(scenario, commit(version))) {
            version--;
        }
        return version;
    }

    private static boolean leaves(String scenario, JsonNode commit) {
        String wrote = commit.path("userMetadata").asText();
        return HOUSEKEEPING.contains(commit.path("operation").asText())
                || (wrote.startsWith(SCENARIO + "=") && !wrote.equals(SCENARIO + "=" + scenario));
    }

    /** Whether the table keeps what-if scenarios beside the base plan. */
    public boolean hasScenarios() {
        return contract.keepsScenarios();
    }

    /** Removes the rows of a scenario. */
    public void drop(String scenario) {
        slice(rows().limit(0), ofScenario(scenario), scenario)
                .save(lake.gold(contract.table()).toString());
    }

    /** The rows of a scenario. */
    public Dataset<Row> rowsOf(String scenario) {
        return rows().filter(col(SCENARIO).equalTo(scenario));
    }

    /** Replaces the whole table; of one with scenarios, only the rows of the scenario. */
    public void replace(Dataset<Row> rows, String scenario) {
        write(conformed(rows, scenario), scenario);
    }

    /** Replaces the table, and tells the tables of this run what it now holds. */
    public void replace(Dataset<Row> rows, String scenario, TableCache tables) {
        Dataset<Row> written = tables.aboutToBeWritten(conformed(rows, scenario));
        if (write(written, scenario)) {
            tables.written(lake.gold(contract.table()), written);
        } else {
            written.unpersist();
        }
    }

    /** Writes; says whether the rows are all that the table holds. */
    private boolean write(Dataset<Row> rows, String scenario) {
        lake.checkHold();
        boolean exists = exists();
        DataFrameWriter<Row> writer = rows.write().format("delta");
        if (exists) {
            writer.mode("overwrite");
        } else {
            // Of a new table nothing is overwritten, so Delta need not look for what is. Gold is small and read whole
            // or by its partitions: counting rows is all that statistics are good for.
            writer.mode("errorifexists").option("delta.dataSkippingNumIndexedCols", "0");
        }
        if (contract.month() != null) {
            writer.partitionBy(contract.month());
        }
        boolean besideOthers = hasScenarios() && exists && columnsStillFit();
        if (besideOthers) {
            writer.option("replaceWhere", ofScenario(scenario))
                    .option("mergeSchema", "true")
                    .option("userMetadata", SCENARIO + "=" + scenario);
        } else {
            writer.option("overwriteSchema", "true");
        }
        writer.save(lake.gold(contract.table()).toString());
        return !besideOthers;
    }

    /**
     * Replaces the rows of some months; of a table with scenarios, only those of the scenario.
     *
     * @param firstDays the months, by their first days
     */
    public void replaceMonths(Dataset<Row> rows, Collection<java.sql.Date> firstDays, String scenario) {
        String months = contract.month() + " IN ("
                + firstDays.stream().map(day -> "'" + day + "'").collect(Collectors.joining(",")) + ")";
        slice(conformed(rows, scenario), hasScenarios() ? months + " AND " + ofScenario(scenario) : months, scenario)
                .save(lake.gold(contract.table()).toString());
    }

    /** Writes rows in place of those that a condition names, and notes in the log whose rows they are. */
    private DataFrameWriter<Row> slice(Dataset<Row> rows, String where, String scenario) {
        lake.checkHold();
        DataFrameWriter<Row> writer =
                rows.write().format("delta").mode("overwrite").option("replaceWhere", where);
        return hasScenarios() ? writer.option("userMetadata", SCENARIO + "=" + scenario) : writer;
    }

    private static String ofScenario(String scenario) {
        return SCENARIO + " = '" + scenario + "'";
    }

    /**
     * Whether every stored column is still one of the contract, so that rows of other scenarios can stay beside new
     * ones.
     */
    private boolean columnsStillFit() {
        List<StructField> wanted = List.of(contract.sparkType().fields());
        return Stream.of(rows().schema().fields()).allMatch(stored -> wanted.stream()
                .anyMatch(field ->
                        field.name().equals(stored.name()) && field.dataType().equals(stored.dataType())));
    }

    /** The columns of the contract, in its order and types; rows of a month lie together. */
    private Dataset<Row> conformed(Dataset<Row> rows, String scenario) {
        Dataset<Row> named = hasScenarios() ? rows.withColumn(SCENARIO, lit(scenario)) : rows;
        Dataset<Row> conformed = named.select(
                contract.columns().stream().map(GoldTable::conformed).toArray(Column[]::new));
        return contract.month() == null ? conformed.coalesce(1) : conformed.repartition(col(contract.month()));
    }

    private static Column conformed(GoldColumn column) {
        return col(column.name()).cast(column.type().sparkType()).as(column.name());
    }
}
