package aftercare.lake;

import static org.apache.spark.sql.functions.col;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The book of computations, {@code ops/runs}. */
public final class Runs {
    private final Lake lake;

    public Runs(Lake lake) {
        this.lake = lake;
    }

    /** The last computation of each gold table. */
    public Map<String, ComputedRun> last() {
        Map<String, ComputedRun> last = new HashMap<>();
        if (lake.hasTable(lake.ops("runs"))) {
            for (Row row : lake.read(lake.ops("runs"))
                    .orderBy(col("gold_version"), col("finished_at"))
                    .collectAsList()) {
                ComputedRun run = ComputedRun.of(row);
                last.put(run.table(), run);
            }
        }
        return last;
    }

    /** All computations, as schemas/gold/run_history.yaml has them; one row per run and table. */
    public Dataset<Row> history() {
        Dataset<Row> runs = lake.hasTable(lake.ops("runs"))
                ? lake.read(lake.ops("runs"))
                : lake.spark().createDataFrame(List.of(), ComputedRun.TYPE);
        return history(runs);
    }

    static Dataset<Row> history(Dataset<Row> runs) {
        return runs.select(
                col("run_id"),
                col("table").as("table_name"),
                col("as_of"),
                col("months"),
                col("rows").as("rows_n"),
                col("seconds"),
                col("finished_at"));
    }

    public void append(List<ComputedRun> runs) {
        if (runs.isEmpty()) {
            return;
        }
        lake.spark()
                .createDataFrame(runs.stream().map(ComputedRun::row).toList(), ComputedRun.TYPE)
                .coalesce(1)
                .write()
                .format("delta")
                .mode("append")
                .option("mergeSchema", "true")
                .save(lake.ops("runs").toString());
    }
}
