package aftercare.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import aftercare.lake.Columns;
import aftercare.lake.Lake;
import aftercare.lake.PlainStatistics;
import aftercare.lake.PrivateFiles;
import aftercare.table.RefusedRowsTable;
import io.delta.tables.DeltaTable;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.roaringbitmap.RoaringBitmap;

/** The refused rows of a source, {@code quarantine/<source>}: as schemas/books/refused_rows.yaml has them. */
public final class QuarantineTable {
    private final Lake lake;
    private final String source;

    public QuarantineTable(Lake lake, String source) {
        this.lake = lake;
        this.source = source;
    }

    public Path path() {
        return lake.quarantine(source);
    }

    public boolean exists() {
        return lake.hasTable(path());
    }

    public Dataset<Row> rows() {
        return exists()
                ? Columns.completed(lake.read(path()), RefusedRowsTable.SCHEMA)
                : lake.spark().createDataFrame(List.of(), RefusedRowsTable.SCHEMA);
    }

    /** The rows that no replay has taken yet. */
    public Dataset<Row> open() {
        return rows().filter(col(RefusedRowsTable.RESOLVED_AT).isNull());
    }

    /** Adds refused rows; a second time under the same name changes nothing. */
    void append(Dataset<Row> refused, String writeName) {
        lake.checkHold();
        DataFrameWriter<Row> writer = PlainStatistics.ofLog(
                        lake,
                        path(),
                        refused.select(Stream.of(RefusedRowsTable.SCHEMA.fieldNames())
                                        .map(name -> col(name))
                                        .toArray(Column[]::new))
                                .coalesce(4)
                                .write())
                .format("delta")
                .mode("append")
                .option("mergeSchema", "true")
                .option("txnAppId", "quarantine/" + writeName)
                .option("txnVersion", 1);
        PlainStatistics.without(lake, () -> writer.save(path().toString()));
        PrivateFiles.close(lake, lake.at("quarantine"));
        PrivateFiles.closeAll(lake, path());
    }

    /**
     * Drops what earlier runs refused of files that are now judged anew, so that a refused row waits once and not once
     * per run.
     */
    void forget(List<String> sha256s, String runId) {
        if (!sha256s.isEmpty() && exists()) {
            lake.checkHold();
            PlainStatistics.without(lake, () -> table().delete(col(RefusedRowsTable.SHA256)
                    .isin(sha256s.toArray())
                    .and(col(RefusedRowsTable.RESOLVED_AT).isNull())
                    .and(col(RefusedRowsTable.RUN_ID).notEqual(runId))));
        }
    }

    /** Gives open rows the rule and reason for which they are refused now: file, sha256, line, rule, reason, quoted. */
    void retell(Dataset<Row> refusedAgain) {
        lake.checkHold();
        PlainStatistics.without(lake, () -> table().as("there")
                .merge(
                        refusedAgain.as("now"),
                        there(RefusedRowsTable.FILE)
                                .equalTo(now(RefusedRowsTable.FILE))
                                .and(there(RefusedRowsTable.SHA256).equalTo(now(RefusedRowsTable.SHA256)))
                                .and(there(RefusedRowsTable.LINE).equalTo(now(RefusedRowsTable.LINE)))
                                .and(there(RefusedRowsTable.RESOLVED_AT).isNull()))
                .whenMatched()
                .update(Map.of(
                        RefusedRowsTable.RULE, now(RefusedRowsTable.RULE),
                        RefusedRowsTable.REASON, now(RefusedRowsTable.REASON),
                        RefusedRowsTable.QUOTED, now(RefusedRowsTable.QUOTED)))
                .execute());
    }

    /** The table, in the columns of today. */
    DeltaTable table() {
        if (!List.of(lake.read(path()).columns()).contains(RefusedRowsTable.QUOTED)) {
            lake.spark().sql("alter table delta.`" + path() + "` add columns (" + RefusedRowsTable.QUOTED + " string)");
        }
        return DeltaTable.forPath(lake.spark(), path().toString());
    }

    private static Column there(String column) {
        return col("there." + column);
    }

    private static Column now(String column) {
        return col("now." + column);
    }

    /** Of a row of the table, whether it holds anything of the file that it came from. */
    static Column holdsText() {
        return col(RefusedRowsTable.RAW_TEXT)
                .isNotNull()
                .or(col(RefusedRowsTable.QUOTED).isNotNull());
    }

    /**
     * Empties what rows hold of the files that they came from: their text, and what was quoted of it.
     *
     * @param which the rows
     * @param also what else becomes of them, by column
     * @return how many there were
     */
    long empty(Column which, Map<String, Column> also) {
        DeltaTable today = table();
        long n = today.toDF().filter(which).count();
        if (n > 0) {
            lake.checkHold();
            Map<String, Column> set = new HashMap<>(also);
            set.put(RefusedRowsTable.RAW_TEXT, lit(null).cast("string"));
            set.put(RefusedRowsTable.QUOTED, lit(null).cast("string"));
            PlainStatistics.without(lake, () -> today.update(which, set));
        }
        return n;
    }

    /** Marks as resolved the open rows of a file that are no longer refused. */
    void resolve(String file, String sha256, RoaringBitmap stillRefused, Timestamp when) {
        lake.checkHold();
        Object[] still = stillRefused.stream().boxed().toArray();
        PlainStatistics.without(lake, () -> table().update(
                        col(RefusedRowsTable.FILE)
                                .equalTo(file)
                                .and(col(RefusedRowsTable.SHA256).equalTo(sha256))
                                .and(col(RefusedRowsTable.RESOLVED_AT).isNull())
                                .and(col(RefusedRowsTable.LINE).gt(0))
                                .and(not(col(RefusedRowsTable.LINE).isin(still))),
                        Map.of(RefusedRowsTable.RESOLVED_AT, lit(when))));
    }
}
