package aftercare.lake;

import static org.apache.spark.sql.functions.col;

import aftercare.contract.GoldColumn;
import aftercare.contract.GoldContract;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A gold table: written whole, or some months of it. Writing the same again gives the same table. */
public final class GoldTable {
    private static final ObjectMapper JSON = new ObjectMapper();

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
                : lake.spark().createDataFrame(java.util.List.of(), contract.sparkType());
    }

    /** How many rows it has; asked of the log, not of the files. */
    public long count() {
        Long written = rowsOfLastWrite();
        return written != null ? written : rows().count();
    }

    /** What the last commit says it wrote, when it wrote the whole table; null when it did not or does not say. */
    private Long rowsOfLastWrite() {
        Path commit =
                new Path(lake.gold(contract.table()), String.format(Locale.ROOT, "_delta_log/%020d.json", version()));
        try {
            for (String line : lake.readSmall(commit).split("\n")) {
                JsonNode info = JSON.readTree(line).path("commitInfo");
                if (info.path("operationParameters").path("mode").asText().equals("Overwrite")
                        && !info.path("operationParameters").has("predicate")
                        && info.path("operationMetrics").has("numOutputRows")) {
                    return info.path("operationMetrics").path("numOutputRows").asLong();
                }
            }
            return null;
        } catch (IOException notJson) {
            return null;
        }
    }

    /** Replaces the whole table. */
    public void replace(Dataset<Row> rows) {
        DataFrameWriter<Row> writer =
                conformed(rows).write().format("delta").mode("overwrite").option("overwriteSchema", "true");
        if (!exists()) {
            // Gold is small and read whole or by its partitions: counting rows is all that statistics are good for.
            writer.option("delta.dataSkippingNumIndexedCols", "0");
        }
        if (contract.month() != null) {
            writer.partitionBy(contract.month());
        }
        writer.save(lake.gold(contract.table()).toString());
    }

    /**
     * Replaces the rows of some months.
     *
     * @param firstDays the months, by their first days
     */
    public void replaceMonths(Dataset<Row> rows, Collection<java.sql.Date> firstDays) {
        String months = firstDays.stream().map(day -> "'" + day + "'").collect(Collectors.joining(","));
        conformed(rows)
                .write()
                .format("delta")
                .mode("overwrite")
                .option("replaceWhere", contract.month() + " IN (" + months + ")")
                .save(lake.gold(contract.table()).toString());
    }

    /** The columns of the contract, in its order and types; rows of a month lie together. */
    private Dataset<Row> conformed(Dataset<Row> rows) {
        Dataset<Row> conformed = rows.select(
                contract.columns().stream().map(GoldTable::conformed).toArray(Column[]::new));
        return contract.month() == null ? conformed.coalesce(1) : conformed.repartition(col(contract.month()));
    }

    private static Column conformed(GoldColumn column) {
        return col(column.name()).cast(column.type().sparkType()).as(column.name());
    }
}
