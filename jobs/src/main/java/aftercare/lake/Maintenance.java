package aftercare.lake;

import aftercare.config.Progress;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the lake's files few and its disk free: compacts small files, and removes those that no version within the
 * retention needs.
 */
public final class Maintenance {
    private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);
    private static final List<String> LAYERS = List.of("silver", "quarantine", "gold", "ops", "ops/derived");

    /** VACUUM lists folders in as many tasks as this, 10,000 unless told otherwise, however few folders there are. */
    static final String LISTING_TASKS = "spark.sql.sources.parallelPartitionDiscovery.parallelism";

    /** How Delta ends the name of a commit that it has not yet given its own. */
    private static final String DRAFT = ".tmp";

    /** What is older belongs to no run that still writes; Delta's own retention of files. */
    private static final Duration RETENTION = Duration.ofDays(7);

    private final Lake lake;
    private final Progress progress;

    public Maintenance(Lake lake, Progress progress) {
        this.lake = lake;
        this.progress = progress;
    }

    /** Compacts and cleans all tables. Delta refuses to remove what is younger than its retention of seven days. */
    @SuppressWarnings("try") // A step ends with its block.
    public void run() {
        Lake own = lake.withOwnSession();
        own.spark().conf().set(LISTING_TASKS, 2L * own.spark().sparkContext().defaultParallelism());
        for (String layer : LAYERS) {
            for (String name : lake.list(lake.at(layer))) {
                Path path = lake.at(layer, name);
                if (lake.hasTable(path)) {
                    try (Progress.Step step = progress.step("maintain " + layer + "/" + name)) {
                        lake.checkHold();
                        LOG.info("compacting and cleaning {}/{}", layer, name);
                        DeltaTable table = own.table(path);
                        table.optimize().executeCompaction();
                        table.vacuum();
                        removeDrafts(own, new Path(path, "_delta_log"));
                    }
                }
            }
        }
    }

    /** Removes what killed runs left of commits that they were writing: Delta cleans its log of whole files only. */
    private static void removeDrafts(Lake lake, Path log) {
        long youngest = System.currentTimeMillis() - RETENTION.toMillis();
        try {
            for (FileStatus file : lake.fileSystem().listStatus(log)) {
                String name = file.getPath().getName();
                if (name.startsWith(".") && name.endsWith(DRAFT) && file.getModificationTime() < youngest) {
                    lake.fileSystem().delete(file.getPath(), false);
                }
            }
        } catch (IOException unwritable) {
            throw LakeErrors.unwritable(log.toString(), unwritable);
        }
    }
}
