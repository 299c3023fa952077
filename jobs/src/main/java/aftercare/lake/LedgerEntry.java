package aftercare.lake;

import aftercare.contract.FileNames;
import aftercare.table.LedgerTable;
import java.sql.Timestamp;
import java.util.Objects;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * What became of one file for one source: every row read is accepted, unchanged, superseded, quarantined or skipped.
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
 * @param skipped rows that are no data for the source: footers, rows a mapping leaves out, rows of tables it joins
 * @param unknownColumns which columns of the file no column of the contract takes, by their numbers
 * @param silverVersion the Delta version of silver that holds it; -1 when nothing of it was taken
 * @param loadedAt when, by the clock of the run
 * @param status loaded, refused (too much of it), unreadable, replayed or joined
 * @param reason why nothing of it was taken; null when something was
 * @param mapping the mapping under which it was read, as bronze keeps it, below the lake; null for files in our own
 *     form
 * @param delivery which delivery of its path this is, from 1; null in entries from before deliveries were counted
 * @param readAs what was found out or guessed about how the file is written; null when there was nothing to find out
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
        long skipped,
        String unknownColumns,
        long silverVersion,
        Timestamp loadedAt,
        String status,
        @Nullable String reason,
        @Nullable String mapping,
        @Nullable Integer delivery,
        @Nullable String readAs) {

    /** All of it was looked at, and what could be taken was. */
    public static final String LOADED = "loaded";
    /** Too much of it was refused, so nothing was taken. */
    public static final String REFUSED = "refused";
    /** It could not be read at all. */
    public static final String UNREADABLE = "unreadable";
    /** Rows of it that had been refused were read again. */
    public static final String REPLAYED = "replayed";
    /** It was read for what others take of it, by a lookup or a query; all its rows are skipped. */
    public static final String JOINED = "joined";

    public LedgerEntry {
        if (read != accepted + unchanged + superseded + quarantined + skipped) {
            throw LakeErrors.unbalanced(
                    FileNames.shown(path, sha256),
                    read + " read, " + accepted + " accepted, " + unchanged + " unchanged, " + superseded
                            + " superseded, " + quarantined + " quarantined, " + skipped + " skipped");
        }
    }

    /** How its file is called wherever personal data must not be. */
    public String shown() {
        return FileNames.shown(path, sha256);
    }

    /** The same entry, of the delivery of its path with that number. */
    public LedgerEntry asDelivery(int number) {
        return new LedgerEntry(
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
                skipped,
                unknownColumns,
                silverVersion,
                loadedAt,
                status,
                reason,
                mapping,
                number,
                readAs);
    }

    /** An entry as the ledger holds it. */
    public static LedgerEntry of(Row row) {
        LedgerTable.Values entry = LedgerTable.of(row);
        return new LedgerEntry(
                entry.runId(),
                entry.source(),
                entry.path(),
                entry.sha256(),
                entry.bytes(),
                entry.rowsRead(),
                entry.rowsAccepted(),
                entry.rowsUnchanged(),
                entry.rowsSuperseded(),
                entry.rowsQuarantined(),
                Objects.requireNonNullElse(entry.rowsSkipped(), 0L),
                entry.unknownColumns(),
                entry.silverVersion(),
                Timestamp.from(entry.loadedAt()),
                entry.status(),
                entry.reason(),
                entry.mapping(),
                entry.delivery(),
                entry.readAs());
    }

    Row row() {
        return LedgerTable.row()
                .runId(runId)
                .source(source)
                .path(path)
                .sha256(sha256)
                .bytes(bytes)
                .rowsRead(read)
                .rowsAccepted(accepted)
                .rowsUnchanged(unchanged)
                .rowsSuperseded(superseded)
                .rowsQuarantined(quarantined)
                .rowsSkipped(skipped)
                .unknownColumns(unknownColumns)
                .silverVersion(silverVersion)
                .loadedAt(loadedAt.toInstant())
                .status(status)
                .reason(reason)
                .mapping(mapping)
                .delivery(delivery)
                .readAs(readAs)
                .build();
    }
}
