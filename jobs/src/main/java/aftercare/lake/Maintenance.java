package aftercare.lake;

import aftercare.config.Progress;
import io.delta.tables.DeltaTable;
import java.util.List;
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
                    }
                }
            }
        }
    }
}
