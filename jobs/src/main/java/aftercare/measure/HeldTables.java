package aftercare.measure;

import aftercare.lake.ChangeFeed;
import aftercare.lake.Lake;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * The lake's tables as one run of measures reads them. A small table is read once and held for all of them: finding the files of a Delta
 * table takes two queries each time, more than reading a small one.
 */
final class HeldTables implements AutoCloseable {
    private static final long FEW_CHANGES = 200_000;

    private final Lake lake;
    private final Map<String, Dataset<Row>> held = new ConcurrentHashMap<>();

    HeldTables(Lake lake) {
        this.lake = lake;
    }

    /** The table as it stands now. */
    Dataset<Row> read(Path table) {
        return held.computeIfAbsent(table + "@" + lake.version(table), version -> hold(table));
    }

    /**
     * The changes of a table behind one version up to another, held when they are few: each measure asks several times how far they reach.
     *
     * @throws RuntimeException when files that hold them are gone
     */
    Dataset<Row> changes(Path table, long behind, long upTo) {
        return held.computeIfAbsent(table + "@" + behind + "-" + upTo, versions -> {
            Dataset<Row> changes = ChangeFeed.between(lake, table, behind, upTo);
            return changes.count() < FEW_CHANGES ? changes.persist(StorageLevel.MEMORY_AND_DISK()) : changes;
        });
    }

    private Dataset<Row> hold(Path table) {
        Dataset<Row> rows = lake.read(table);
        return lake.size(table) < Lake.LITTLE ? rows.persist(StorageLevel.MEMORY_AND_DISK()) : rows;
    }

    @Override
    public void close() {
        held.values().forEach(Dataset::unpersist);
    }
}
