package aftercare.lake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The book of all loads, {@code ops/ledger}: one row per file, source and load. */
public final class Ledger {
    private final Lake lake;

    public Ledger(Lake lake) {
        this.lake = lake;
    }

    public Path path() {
        return lake.ops("ledger");
    }

    public boolean exists() {
        return lake.hasTable(path());
    }

    public Dataset<Row> rows() {
        return exists() ? lake.read(path()) : lake.spark().createDataFrame(List.of(), LedgerEntry.TYPE);
    }

    /**
     * All entries, in the order of their runs.
     *
     * @throws aftercare.config.AftercareException AFC-3002 when it cannot be read
     */
    public List<LedgerEntry> entries() {
        try {
            return rows().orderBy("loaded_at", "run_id", "source", "path").collectAsList().stream()
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
        for (Row row :
                rows().select("source", "sha256", "status").orderBy("loaded_at").collectAsList()) {
            known.merge(
                    row.getString(0) + "/" + row.getString(1),
                    row.getString(2),
                    (before, now) -> before.equals(LedgerEntry.LOADED) ? before : now);
        }
        return known;
    }

    /** Appends the entries of a run; a second time under the same name changes nothing. */
    public void append(String writeName, List<LedgerEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        lake.spark()
                .createDataFrame(entries.stream().map(LedgerEntry::row).toList(), LedgerEntry.TYPE)
                .coalesce(1)
                .write()
                .format("delta")
                .mode("append")
                .option("txnAppId", "ledger/" + writeName)
                .option("txnVersion", 1)
                .save(path().toString());
    }
}
