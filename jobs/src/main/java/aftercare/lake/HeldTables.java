package aftercare.lake;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * The lake's tables as one run reads them. A small table is read once and held for all who read it, and one that was just written is not
 * read at all: finding the files of a Delta table takes several queries each time, more than reading a small one.
 */
public final class HeldTables implements AutoCloseable {
    private static final long FEW_CHANGES = 200_000;

    private final Lake lake;
    private final Map<String, Dataset<Row>> held = new ConcurrentHashMap<>();

    /** Of a lake, in whose session the rows are held. */
    public HeldTables(Lake lake) {
        this.lake = lake;
    }

    /** The lake whose tables these are. */
    public Lake lake() {
        return lake;
    }

    /** The table as it stands now. */
    public Dataset<Row> read(Path table) {
        return held.computeIfAbsent(name(table), version -> hold(table));
    }

    /** The table as it stands now, if its rows are at hand. */
    public Optional<Dataset<Row>> atHand(Path table) {
        return Optional.ofNullable(held.get(name(table)));
    }

    /**
     * The changes of a table behind one version up to another, held when they are few: each measure asks several times how far they reach.
     *
     * @throws RuntimeException when files that hold them are gone
     */
    public Dataset<Row> changes(Path table, long behind, long upTo) {
        return held.computeIfAbsent(table + "@" + behind + "-" + upTo, versions -> {
            Dataset<Row> changes = ChangeFeed.between(lake, table, behind, upTo);
            return changes.count() < FEW_CHANGES ? keep(changes) : changes;
        });
    }

    /** Rows that are about to become a table, in memory from when they are written where the lake is little. */
    Dataset<Row> aboutToBeWritten(Dataset<Row> rows) {
        return lake.isLittle() ? keep(rows) : rows;
    }

    /** Says that rows are all that a table now holds. */
    void written(Path table, Dataset<Row> rows) {
        if (lake.isLittle()) {
            held.put(name(table), rows);
        }
    }

    private Dataset<Row> hold(Path table) {
        Dataset<Row> rows = lake.read(table);
        return lake.size(table) < Lake.LITTLE ? keep(rows) : rows;
    }

    private static Dataset<Row> keep(Dataset<Row> rows) {
        return rows.persist(StorageLevel.MEMORY_AND_DISK());
    }

    private String name(Path table) {
        return table + "@" + lake.version(table);
    }

    @Override
    public void close() {
        held.values().forEach(Dataset::unpersist);
    }
}
