package aftercare.lake;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * The lake's tables as one run reads them. A small table is read once and kept for all who read it, and one that was
 * just written is not read at all: finding the files of a Delta table takes several queries each time, more than
 * reading a small one.
 */
public final class TableCache implements AutoCloseable {
    private static final long FEW_CHANGES = 200_000;

    private final Lake lake;
    private final Map<String, Dataset<Row>> cached = new ConcurrentHashMap<>();

    /** Of a lake, in whose session the rows are kept. */
    public TableCache(Lake lake) {
        this.lake = lake;
    }

    /**
     * Of a lake, with what others keep already where it is small, asked in its session; in a large one they let go of
     * it.
     *
     * @param others what else this run keeps of the same lake
     */
    public TableCache(Lake lake, TableCache others) {
        this(lake);
        if (lake.isSmall()) {
            others.cached.forEach((version, rows) -> cached.put(version, inSession(rows)));
        } else {
            others.close();
        }
    }

    /** Settings are those of the session that asks; what is kept is found by what it is. */
    private Dataset<Row> inSession(Dataset<Row> rows) {
        return org.apache.spark.sql.classic.Dataset.ofRows(
                (org.apache.spark.sql.classic.SparkSession) lake.spark(),
                ((org.apache.spark.sql.classic.Dataset<Row>) rows).logicalPlan());
    }

    /** The lake whose tables these are. */
    public Lake lake() {
        return lake;
    }

    /** The table as it stands now. */
    public Dataset<Row> read(Path table) {
        return cached.computeIfAbsent(name(table), version -> readOrKeep(table));
    }

    /** The table as it stands now, if its rows are at hand. */
    public Optional<Dataset<Row>> atHand(Path table) {
        return Optional.ofNullable(cached.get(name(table)));
    }

    /**
     * The changes of a table behind one version up to another, kept when they are few: each measure asks several times
     * which months they touch.
     *
     * @throws RuntimeException when files that hold them are gone
     */
    public Dataset<Row> changes(Path table, long behind, long upTo) {
        return cached.computeIfAbsent(table + "@" + behind + "-" + upTo, versions -> {
            Dataset<Row> changes = ChangeFeed.between(lake, table, behind, upTo);
            return changes.count() < FEW_CHANGES ? keep(changes) : changes;
        });
    }

    /**
     * Writes a table that is not there yet, and keeps the rows that it now has. Not where other machines compute: the
     * rows are made of files that are let go of after the write, so a machine that is lost could not make its part
     * again.
     *
     * @param write writes these rows to the table, once: where an earlier try wrote them already, nothing is kept
     */
    public void writeFirst(Path table, Dataset<Row> rows, Consumer<Dataset<Row>> write) {
        if (lake.version(table) >= 0 || !lake.spark().sparkContext().isLocal()) {
            write.accept(rows);
            return;
        }
        Dataset<Row> kept = keep(rows);
        boolean written = false;
        try {
            write.accept(kept);
            written = lake.version(table) == 0;
        } finally {
            if (written) {
                cached.put(name(table), kept);
            } else {
                kept.unpersist();
            }
        }
    }

    /** Rows that are about to become a table, in memory from when they are written where the lake is small. */
    Dataset<Row> aboutToBeWritten(Dataset<Row> rows) {
        return lake.isSmall() ? keep(rows) : rows;
    }

    /** Says that rows are all that a table now holds. */
    void written(Path table, Dataset<Row> rows) {
        if (lake.isSmall()) {
            cached.put(name(table), rows);
        }
    }

    private Dataset<Row> readOrKeep(Path table) {
        Dataset<Row> rows = lake.read(table);
        return lake.size(table) < Lake.SMALL ? keep(rows) : rows;
    }

    private static Dataset<Row> keep(Dataset<Row> rows) {
        return rows.persist(StorageLevel.MEMORY_AND_DISK());
    }

    private String name(Path table) {
        return table + "@" + lake.version(table);
    }

    @Override
    public void close() {
        cached.values().forEach(Dataset::unpersist);
    }
}
