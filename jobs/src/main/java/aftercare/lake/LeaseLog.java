package aftercare.lake;

import aftercare.config.AftercareException;
import aftercare.config.Progress;
import aftercare.table.Tables;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.delta.DeltaLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table of the lease where it may be damaged. It holds nothing of worth but for three minutes, so it is made anew
 * once nobody can be holding the lake by it.
 */
final class LeaseLog {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseLog.class);

    /** Longer than a run that lives takes to write to it again. */
    private static final Duration QUIET = Duration.ofMinutes(3);

    private LeaseLog() {}

    /**
     * Who holds, or last held, a lake; nobody where its table was damaged and is made anew.
     *
     * @throws AftercareException AFC-2083 when the table is damaged and was written to just now
     */
    static Optional<Lease.Holder> holder(Lake lake, Progress progress) {
        try {
            return Lease.holder(lake);
        } catch (Exception unreadable) {
            // Spark throws checked exceptions that it does not declare.
            if (!LakeDamage.isOfATable(unreadable)) {
                throw LakeErrors.unreadable(lake.ops(Tables.LEASE).toString(), unreadable);
            }
            LOG.warn("the table of the lease cannot be read: {}", unreadable.toString());
            removeWhenQuiet(lake, unreadable);
            progress.warn("The table of the lease was damaged and is made anew; no run was writing to it.");
            return Optional.empty();
        }
    }

    private static void removeWhenQuiet(Lake lake, Exception damage) {
        Path table = lake.ops(Tables.LEASE);
        try {
            Instant last = Instant.ofEpochMilli(lastWritten(lake, new Path(table, "_delta_log")));
            if (last.isAfter(Instant.now().minus(QUIET))) {
                throw LakeErrors.leaseDamaged(table.toString(), last, last.plus(QUIET), damage);
            }
            lake.fileSystem().delete(table, true);
            DeltaLog.invalidateCache(lake.spark(), table);
        } catch (IOException unwritable) {
            throw LakeErrors.unwritable(table.toString(), unwritable);
        }
    }

    private static long lastWritten(Lake lake, Path log) throws IOException {
        long last = 0;
        try {
            for (FileStatus file : lake.fileSystem().listStatus(log)) {
                last = Math.max(last, file.getModificationTime());
            }
        } catch (FileNotFoundException gone) {
            LOG.debug("the log of the lease is gone", gone);
        }
        return last;
    }
}
