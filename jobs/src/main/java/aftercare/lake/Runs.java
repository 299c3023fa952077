package aftercare.lake;

import static org.apache.spark.sql.functions.col;

import aftercare.table.RunHistoryTable;
import aftercare.table.RunsTable;
import aftercare.table.Tables;
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
        if (lake.hasTable(lake.ops(Tables.RUNS))) {
            for (Row row : lake.read(lake.ops(Tables.RUNS))
                    .orderBy(RunsTable.GOLD_VERSION, RunsTable.FINISHED_AT)
                    .collectAsList()) {
                ComputedRun run = ComputedRun.of(row);
                last.put(run.table(), run);
            }
        }
        return last;
    }

    /** All computations, as schemas/gold/run_history.yaml has them; one row per run and table. */
    public Dataset<Row> history() {
        Dataset<Row> runs = lake.hasTable(lake.ops(Tables.RUNS))
                ? lake.read(lake.ops(Tables.RUNS))
                : lake.spark().createDataFrame(List.of(), RunsTable.SCHEMA);
        return history(runs);
    }

    static Dataset<Row> history(Dataset<Row> runs) {
        return runs.select(
                col(RunsTable.RUN_ID).as(RunHistoryTable.RUN_ID),
                col(RunsTable.TABLE).as(RunHistoryTable.TABLE_NAME),
                col(RunsTable.AS_OF).as(RunHistoryTable.AS_OF),
                col(RunsTable.MONTHS).as(RunHistoryTable.MONTHS),
                col(RunsTable.ROWS).as(RunHistoryTable.ROWS_N),
                col(RunsTable.SECONDS).as(RunHistoryTable.SECONDS),
                col(RunsTable.FINISHED_AT).as(RunHistoryTable.FINISHED_AT));
    }

    public void append(List<ComputedRun> runs) {
        if (runs.isEmpty()) {
            return;
        }
        lake.checkHold();
        lake.spark()
                .createDataFrame(runs.stream().map(ComputedRun::row).toList(), RunsTable.SCHEMA)
                .coalesce(1)
                .write()
                .format("delta")
                .mode("append")
                .option("mergeSchema", "true")
                .save(lake.ops(Tables.RUNS).toString());
    }
}
