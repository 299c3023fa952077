package aftercare.lake;

import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.delta.DeltaLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the past of a Delta table away for good: rows marked deleted, files that only older versions need, the change
 * feed's files, and the log's entries, whose statistics repeat what stood in the rows. The rows of the latest version
 * stay as they are.
 *
 * <p>Nobody may read an older version while it runs: hold the lease. Killed anywhere and run again it ends the same.
 */
public final class PastVersions {
    private static final Logger LOG = LoggerFactory.getLogger(PastVersions.class);
    private static final String CHECK = "spark.databricks.delta.retentionDurationCheck.enabled";
    private static final String TOMBSTONES = "delta.deletedFileRetentionDuration";
    private static final Pattern LOGGED = Pattern.compile("(\\d{20})\\..*");

    private final Lake lake;

    public PastVersions(Lake lake) {
        this.lake = lake;
    }

    /**
     * Removes all versions but the latest.
     *
     * @return how many versions the table had before that cannot be read any more
     */
    public long remove(Path path) {
        lake.checkHold();
        Lake own = lake.withSessionFor(lake.size(path));
        DeltaTable table = own.table(path);
        long before = own.version(path);
        String quoted = "delta.`" + path + "`";
        LOG.info("removing the versions of {} up to {}", path, before);
        // Rows that a deletion vector hides still lie in their files.
        own.spark().sql("REORG TABLE " + quoted + " APPLY (PURGE)");
        own.spark().conf().set(CHECK, "false");
        own.spark()
                .conf()
                .set(Maintenance.LISTING_TASKS, 2L * own.spark().sparkContext().defaultParallelism());
        table.vacuum(0);
        String stated = own.spark().sql("SHOW TBLPROPERTIES " + quoted).collectAsList().stream()
                .filter(row -> row.<String>getAs("key").equals(TOMBSTONES))
                .map(row -> row.<String>getAs("value"))
                .findFirst()
                .orElse(null);
        // A checkpoint repeats what files were removed lately, unless these are forgotten at once.
        own.spark().sql("ALTER TABLE " + quoted + " SET TBLPROPERTIES ('" + TOMBSTONES + "' = 'interval 0 seconds')");
        truncate(own, path);
        own.spark()
                .sql(
                        stated == null
                                ? "ALTER TABLE " + quoted + " UNSET TBLPROPERTIES IF EXISTS ('" + TOMBSTONES + "')"
                                : "ALTER TABLE " + quoted + " SET TBLPROPERTIES ('" + TOMBSTONES + "' = '" + stated
                                        + "')");
        DeltaLog.clearCache();
        return before;
    }

    /** Leaves of the log one checkpoint and what follows it. */
    private static void truncate(Lake own, Path path) {
        DeltaLog log = DeltaLog.forTable(own.spark(), path.toString());
        log.checkpoint(log.update(false, scala.Option.empty(), scala.Option.empty()), scala.Option.empty());
        long kept = own.version(path);
        try {
            for (FileStatus file : own.fileSystem().listStatus(new Path(path, "_delta_log"))) {
                Matcher logged = LOGGED.matcher(file.getPath().getName());
                if (logged.matches() && Long.parseLong(logged.group(1)) < kept) {
                    own.fileSystem().delete(file.getPath(), false);
                }
            }
        } catch (IOException unwritable) {
            throw LakeErrors.unwritable(path.toString(), unwritable);
        }
    }
}
