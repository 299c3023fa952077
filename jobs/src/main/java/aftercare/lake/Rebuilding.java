package aftercare.lake;

import aftercare.config.Progress;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a lake is made anew: beside its damaged tables, which stay as they are until the new ones are complete and take
 * their place. A swap that was killed is finished by the next one; what it replaced is kept in {@code _damaged-<run>}.
 */
public final class Rebuilding {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuilding.class);
    private static final List<String> REPLACED = List.of(
            "silver",
            "quarantine",
            "gold",
            "ops/ledger",
            "ops/runs",
            "ops/closed_events",
            "ops/derived",
            "ops/" + PersonalKey.FILE,
            "ops/" + PersonalKey.FINGERPRINT);
    private static final String STAGE = "_rebuilding";
    private static final String COMPLETE = "complete";

    private final Lake lake;
    private final Progress progress;

    public Rebuilding(Lake lake, Progress progress) {
        this.lake = lake;
        this.progress = progress;
    }

    /** An empty lake inside this one that reads its bronze. */
    public Lake stage() {
        Lake stage = lake.withTablesAt(lake.at(STAGE));
        lake.delete(stage.root());
        return sameKeyAndZone(stage);
    }

    /**
     * An empty lake elsewhere.
     *
     * @throws aftercare.config.AftercareException AFC-3052 when there is a lake already
     */
    public Lake elsewhere(SparkSession spark, String location) {
        if (lake.exists(new Path(location)) && !lake.list(new Path(location)).isEmpty()) {
            throw LakeErrors.thereAlready(location);
        }
        return sameKeyAndZone(Lake.openOrCreate(spark, location, lake.zone()));
    }

    private Lake sameKeyAndZone(Lake to) {
        for (String name : List.of("zone", PersonalKey.FILE)) {
            if (lake.exists(lake.at("ops", name))) {
                to.writePrivate(to.at("ops", name), lake.readSmall(lake.at("ops", name)));
            }
        }
        return to;
    }

    /**
     * Copies tables that come from no delivered file, such as closed months; one that cannot be read is told and left
     * out.
     */
    public void keep(Lake to, String folder, String table) {
        Path from = lake.at(folder, table);
        if (!lake.exists(from)) {
            return;
        }
        try {
            Row detail = lake.table(from).detail().first();
            String[] parts =
                    detail.getList(detail.fieldIndex("partitionColumns")).toArray(String[]::new);
            lake.read(from)
                    .write()
                    .format("delta")
                    .partitionBy(parts)
                    .save(to.at(folder, table).toString());
        } catch (Exception damaged) {
            // Spark throws checked exceptions that it does not declare.
            progress.warn(folder + "." + table + " cannot be read and is lost: "
                    + String.valueOf(damaged.getMessage()).lines().findFirst().orElse(""));
        }
    }

    /** Whether a stage is complete but has not, or not all, taken the place of the tables. */
    public boolean isComplete() {
        return lake.exists(lake.at(STAGE, COMPLETE));
    }

    /** Says that the stage is complete, so that nothing of it is made again. */
    public void complete(String runId) {
        lake.writeSmall(lake.at(STAGE, COMPLETE), "_damaged-" + runId);
    }

    /** Lets the stage take the place of the tables; returns the folder, below the lake, that keeps what it replaced. */
    public String swap() {
        lake.checkHold();
        String damaged = lake.readSmall(lake.at(STAGE, COMPLETE));
        for (String table : REPLACED) {
            Path there = lake.at(table);
            Path made = lake.at(STAGE, table);
            Path aside = lake.at(damaged, table);
            if (!lake.exists(aside) && lake.exists(there)) {
                move(there, aside);
            }
            if (lake.exists(made)) {
                LOG.info("{} takes its place; what it replaces is kept in {}", table, damaged);
                move(made, there);
            }
        }
        lake.delete(lake.at(STAGE));
        DeltaLog.clearCache();
        return damaged;
    }

    private void move(Path from, Path to) {
        try {
            FileSystem files = lake.fileSystem();
            files.mkdirs(to.getParent());
            if (!files.rename(from, to)) {
                throw new IOException("cannot rename " + from + " to " + to);
            }
        } catch (IOException unwritable) {
            throw LakeErrors.unwritable(to.toString(), unwritable);
        }
    }
}
