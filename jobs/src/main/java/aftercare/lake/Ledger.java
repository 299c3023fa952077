package aftercare.lake;

import aftercare.table.LedgerTable;
import aftercare.table.Tables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
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

    public Dataset<Row> rows() {
        return exists() ? lake.read(path()) : lake.spark().createDataFrame(List.of(), LedgerTable.SCHEMA);
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

    /** For each {@code source/sha256} ever met: the status it has now. */
    public Map<String, String> known() {
        Map<String, String> known = new HashMap<>();
        for (Row row : rows().select(LedgerTable.SOURCE, LedgerTable.SHA256, LedgerTable.STATUS)
                .orderBy(LedgerTable.LOADED_AT)
                .collectAsList()) {
            LedgerTable.Values entry = LedgerTable.of(row);
            known.merge(
                    entry.source() + "/" + entry.sha256(),
                    entry.status(),
                    (before, now) -> before.equals(LedgerEntry.LOADED) ? before : now);
        }
        return known;
    }

    /** Appends the entries of a run; a second time under the same name changes nothing. */
    public void append(String writeName, List<LedgerEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        LOG.info("entering {} files of {} in the ledger", entries.size(), writeName);
        lake.spark()
                .createDataFrame(entries.stream().map(LedgerEntry::row).toList(), LedgerTable.SCHEMA)
                .coalesce(1)
                .write()
                .format("delta")
                .mode("append")
                .option("txnAppId", "ledger/" + writeName)
                .option("txnVersion", 1)
                .save(path().toString());
    }
}
