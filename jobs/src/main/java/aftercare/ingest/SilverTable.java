package aftercare.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import aftercare.contract.Contract;
import aftercare.lake.KeyRanges;
import aftercare.lake.Lake;
import java.sql.Date;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The current truth of a source by business key, {@code silver/<source>}; facts are partitioned by the month they began
 * in.
 */
final class SilverTable {
    private static final String ORDER = "repairs.repair_id";
    private static final String TXN_APP = "spark.databricks.delta.write.txnAppId";
    private static final String TXN_VERSION = "spark.databricks.delta.write.txnVersion";

    private final Lake lake;
    private final Contract contract;

    SilverTable(Lake lake, Contract contract) {
        this.lake = lake;
        this.contract = contract;
    }

    /**
     * Takes rows that are new or replace an older version; a second time under the same name changes nothing.
     *
     * @param touchedMonths the months in which rows are replaced; empty when none is
     * @param keys where the first columns of the rows' keys lie; empty when they are anywhere
     */
    void take(Dataset<Row> rows, List<Date> touchedMonths, Optional<KeyRanges> keys, String writeName) {
        if (touchedMonths.isEmpty()) {
            append(rows, writeName);
        } else {
            merge(rows, touchedMonths, keys, writeName);
        }
    }

    private void append(Dataset<Row> rows, String writeName) {
        DataFrameWriter<Row> writer = rows.write()
                .format("delta")
                .mode("append")
                .option("mergeSchema", "true")
                .option("txnAppId", "silver/" + writeName)
                .option("txnVersion", 1);
        String path = lake.silver(contract.source()).toString();
        if (lake.version(lake.silver(contract.source())) < 0) {
            // Changes are fed to the measures row by row; a changed row marks the old one deleted instead of rewriting
            // its file.
            writer.option("delta.enableChangeDataFeed", "true")
                    .option("delta.enableDeletionVectors", "true")
                    .option("delta.dataSkippingStatsColumns", String.join(",", skippedBy()));
        }
        if (contract.month() != null) {
            writer.partitionBy(ReadPlan.MONTH);
        }
        lake.checkHold();
        writer.save(path);
    }

    private void merge(Dataset<Row> rows, List<Date> touchedMonths, Optional<KeyRanges> keys, String writeName) {
        Column same = contract.key().stream()
                .map(name -> col("there." + name).equalTo(col("arriving." + name)))
                .reduce(Column::and)
                .orElseThrow();
        if (contract.month() != null) {
            same = same.and(col("there." + ReadPlan.MONTH)
                    .isin(touchedMonths.stream().map(month -> lit(month)).toArray()));
        }
        // Says nothing that the keys do not say, but keeps other rows of these months from being moved.
        Column near = keys.map(
                        ranges -> ranges.hold(col("there." + contract.key().get(0))))
                .orElse(lit(true));
        // The settings stay in this session, which is ours alone, and are cleared even so: left set, a later write
        // would be skipped.
        lake.checkHold();
        lake.spark().conf().set(TXN_APP, "silver/" + writeName);
        lake.spark().conf().set(TXN_VERSION, "1");
        try {
            lake.table(lake.silver(contract.source()))
                    .as("there")
                    .merge(rows.as("arriving"), same.and(near))
                    .withSchemaEvolution()
                    .whenMatched()
                    .updateAll()
                    .whenNotMatched()
                    .insertAll()
                    .execute();
        } finally {
            lake.spark().conf().unset(TXN_APP);
            lake.spark().conf().unset(TXN_VERSION);
        }
    }

    /**
     * The columns by which queries skip files: the instants, since figures are asked for by month, and numbers of
     * orders, which rise with them.
     */
    private List<String> skippedBy() {
        return contract.silverColumns().stream()
                .filter(column -> contract.key().contains(column.name())
                        || column.type().kind() == aftercare.contract.ColumnType.Kind.TIMESTAMP
                        || column.type().kind() == aftercare.contract.ColumnType.Kind.DATE
                        || ORDER.equals(column.references()))
                .map(aftercare.contract.Column::name)
                .toList();
    }
}
