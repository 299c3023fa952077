package aftercare.lake;

import java.sql.Timestamp;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What became of one file for one source: every row read is accepted, unchanged, superseded or quarantined.
 *
 * @param runId the run that loaded it
 * @param source the source it was read as
 * @param path its landing path
 * @param sha256 what it is known by
 * @param bytes its size
 * @param read rows read
 * @param accepted rows that changed silver
 * @param unchanged rows already there, word for word
 * @param superseded older versions than one we have, or replaced by a later row of the same load
 * @param quarantined rows refused
 * @param unknownColumns headers that no column takes, joined by comma
 * @param silverVersion the Delta version of silver that holds it; -1 when nothing of it was taken
 * @param loadedAt when, by the clock of the run
 * @param status loaded, refused (too much of it), unreadable or replayed
 * @param reason why nothing of it was taken; null when something was
 * @param mapping the mapping under which it was read, as bronze keeps it, below the lake; null for files in our own form
 */
public record LedgerEntry(
        String runId,
        String source,
        String path,
        String sha256,
        long bytes,
        long read,
        long accepted,
        long unchanged,
        long superseded,
        long quarantined,
        String unknownColumns,
        long silverVersion,
        Timestamp loadedAt,
        String status,
        String reason,
        String mapping) {

    /** All of it was looked at, and what could be taken was. */
    public static final String LOADED = "loaded";
    /** Too much of it was refused, so nothing was taken. */
    public static final String REFUSED = "refused";
    /** It could not be read at all. */
    public static final String UNREADABLE = "unreadable";
    /** Rows of it that had been refused were read again. */
    public static final String REPLAYED = "replayed";

    static final StructType TYPE = new StructType()
            .add("run_id", DataTypes.StringType)
            .add("source", DataTypes.StringType)
            .add("path", DataTypes.StringType)
            .add("sha256", DataTypes.StringType)
            .add("bytes", DataTypes.LongType)
            .add("rows_read", DataTypes.LongType)
            .add("rows_accepted", DataTypes.LongType)
            .add("rows_unchanged", DataTypes.LongType)
            .add("rows_superseded", DataTypes.LongType)
            .add("rows_quarantined", DataTypes.LongType)
            .add("unknown_columns", DataTypes.StringType)
            .add("silver_version", DataTypes.LongType)
            .add("loaded_at", DataTypes.TimestampType)
            .add("status", DataTypes.StringType)
            .add("reason", DataTypes.StringType)
            .add("mapping", DataTypes.StringType);

    public LedgerEntry {
        if (read != accepted + unchanged + superseded + quarantined) {
            throw LakeErrors.unbalanced(
                    path,
                    read + " read, " + accepted + " accepted, " + unchanged + " unchanged, " + superseded
                            + " superseded, " + quarantined + " quarantined");
        }
    }

    /** An entry as the ledger holds it. */
    public static LedgerEntry of(Row row) {
        return new LedgerEntry(
                row.getAs("run_id"),
                row.getAs("source"),
                row.getAs("path"),
                row.getAs("sha256"),
                row.<Long>getAs("bytes"),
                row.<Long>getAs("rows_read"),
                row.<Long>getAs("rows_accepted"),
                row.<Long>getAs("rows_unchanged"),
                row.<Long>getAs("rows_superseded"),
                row.<Long>getAs("rows_quarantined"),
                row.getAs("unknown_columns"),
                row.<Long>getAs("silver_version"),
                row.getAs("loaded_at"),
                row.getAs("status"),
                row.getAs("reason"),
                row.getAs("mapping"));
    }

    Row row() {
        return RowFactory.create(
                runId,
                source,
                path,
                sha256,
                bytes,
                read,
                accepted,
                unchanged,
                superseded,
                quarantined,
                unknownColumns,
                silverVersion,
                loadedAt,
                status,
                reason,
                mapping);
    }
}
