package aftercare.lake;

import static org.apache.spark.sql.functions.col;

import aftercare.table.LedgerTable;
import aftercare.table.Tables;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The book of all loads, {@code ops/ledger}: one row per file, source and load. */
public final class Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    private final Lake lake;

    public Ledger(Lake lake) {
        this.lake = lake;
    }

    public Path path() {
        return lake.ops(Tables.LEDGER);
    }

    public boolean exists() {
        return lake.hasTable(path());
    }

    /** All rows, in the columns of today: those that an older version did not write are null. */
    public Dataset<Row> rows() {
        return exists()
                ? Columns.completed(lake.read(path()), LedgerTable.SCHEMA)
                : lake.spark().createDataFrame(List.of(), LedgerTable.SCHEMA);
    }

    /**
     * All entries, in the order of their runs.
     *
     * @throws aftercare.config.AftercareException AFC-3002 when it cannot be read
     */
    public List<LedgerEntry> entries() {
        try {
            return rows()
                    .orderBy(LedgerTable.LOADED_AT, LedgerTable.RUN_ID, LedgerTable.SOURCE, LedgerTable.PATH)
                    .collectAsList()
                    .stream()
                    .map(LedgerEntry::of)
                    .toList();
        } catch (Exception damaged) {
            // Spark throws checked exceptions that it does not declare.
            throw LakeErrors.ledgerUnreadable(damaged);
        }
    }

    /** What was delivered so far. */
    public Deliveries deliveries() {
        return new Deliveries(rows()
                .filter(col(LedgerTable.STATUS).notEqual(LedgerEntry.REPLAYED))
                // Where a refused file was taken later, and the clock did not move between, taken is the later word.
                .orderBy(
                        col(LedgerTable.DELIVERY).asc_nulls_first(),
                        col(LedgerTable.LOADED_AT),
                        col(LedgerTable.STATUS).equalTo(LedgerEntry.LOADED))
                .select(
                        LedgerTable.SOURCE,
                        LedgerTable.PATH,
                        LedgerTable.SHA256,
                        LedgerTable.STATUS,
                        LedgerTable.DELIVERY)
                .collectAsList()
                .stream()
                .map(LedgerTable::of)
                .toList());
    }

    /** Appends the entries of a run; a second time under the same name changes nothing. */
    public void append(String writeName, List<LedgerEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        lake.checkHold();
        LOG.info("entering {} files of {} in the ledger", entries.size(), writeName);
        DataFrameWriter<Row> writer = PlainStatistics.ofLog(
                        lake,
                        path(),
                        lake.spark()
                                .createDataFrame(
                                        entries.stream().map(LedgerEntry::row).toList(), LedgerTable.SCHEMA)
                                .coalesce(1)
                                .write())
                .format("delta")
                .mode("append")
                .option("mergeSchema", "true")
                .option("txnAppId", "ledger/" + writeName)
                .option("txnVersion", 1);
        PlainStatistics.without(lake, () -> writer.save(path().toString()));
    }
}
