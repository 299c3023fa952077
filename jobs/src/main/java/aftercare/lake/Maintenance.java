package aftercare.lake;

import aftercare.config.Progress;
import io.delta.tables.DeltaTable;
import java.util.List;
import org.apache.hadoop.fs.Path;

/** Keeps the lake's files few and its disk free: compacts small files, and removes those that no version within the retention needs. */
public final class Maintenance {
    private static final List<String> LAYERS = List.of("silver", "quarantine", "gold", "ops");

    private final Lake lake;
    private final Progress progress;

    public Maintenance(Lake lake, Progress progress) {
        this.lake = lake;
        this.progress = progress;
    }

    /** Compacts and cleans all tables. Delta refuses to remove what is younger than its retention of seven days. */
    public void run() {
        for (String layer : LAYERS) {
            for (String name : lake.list(lake.at(layer))) {
                Path path = lake.at(layer, name);
                if (lake.hasTable(path)) {
                    try (Progress.Step step = progress.step("maintain " + layer + "/" + name)) {
                        DeltaTable table = lake.table(path);
                        table.optimize().executeCompaction();
                        table.vacuum();
                    }
                }
            }
        }
    }
}
