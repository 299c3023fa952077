package aftercare.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import aftercare.lake.Lake;
import io.delta.tables.DeltaTable;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.roaringbitmap.RoaringBitmap;

/** The refused rows of a source, {@code quarantine/<source>}: each with its file, line, raw text, rule and reason. */
public final class QuarantineTable {
    /** One refused row; line 0 stands for a whole file. */
    public static final StructType TYPE = new StructType()
            .add("file", DataTypes.StringType)
            .add("line", DataTypes.IntegerType)
            .add("raw_text", DataTypes.StringType)
            .add("rule", DataTypes.StringType)
            .add("reason", DataTypes.StringType)
            .add("run_id", DataTypes.StringType)
            .add("sha256", DataTypes.StringType)
            .add("loaded_at", DataTypes.TimestampType)
            .add("resolved_at", DataTypes.TimestampType);

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
        return exists() ? lake.read(path()) : lake.spark().createDataFrame(List.of(), TYPE);
    }

    /** The rows that no replay has taken yet. */
    public Dataset<Row> open() {
        return rows().filter(col("resolved_at").isNull());
    }

    /** Adds refused rows; a second time under the same name changes nothing. */
    void append(Dataset<Row> refused, String writeName) {
        refused.select(List.of(TYPE.fieldNames()).stream()
                        .map(name -> col(name))
                        .toArray(org.apache.spark.sql.Column[]::new))
                .coalesce(4)
                .write()
                .format("delta")
                .mode("append")
                .option("txnAppId", "quarantine/" + writeName)
                .option("txnVersion", 1)
                .save(path().toString());
    }

    /** Drops what earlier runs refused of files that are now judged anew, so that a refused row waits once and not once per run. */
    void forget(List<String> sha256s, String runId) {
        if (!sha256s.isEmpty() && exists()) {
            DeltaTable.forPath(lake.spark(), path().toString())
                    .delete(col("sha256")
                            .isin(sha256s.toArray())
                            .and(col("resolved_at").isNull())
                            .and(col("run_id").notEqual(runId)));
        }
    }

    /** Gives open rows the rule and reason for which they are refused now: sha256, line, rule, reason. */
    void retell(Dataset<Row> refusedAgain) {
        DeltaTable.forPath(lake.spark(), path().toString())
                .as("there")
                .merge(
                        refusedAgain.as("now"),
                        col("there.sha256")
                                .equalTo(col("now.sha256"))
                                .and(col("there.line").equalTo(col("now.line")))
                                .and(col("there.resolved_at").isNull()))
                .whenMatched()
                .update(Map.of("rule", col("now.rule"), "reason", col("now.reason")))
                .execute();
    }

    /** Marks as resolved the open rows of a file that are no longer refused. */
    void resolve(String sha256, RoaringBitmap stillRefused, Timestamp when) {
        Object[] still = stillRefused.stream().boxed().toArray();
        DeltaTable.forPath(lake.spark(), path().toString())
                .update(
                        col("sha256")
                                .equalTo(sha256)
                                .and(col("resolved_at").isNull())
                                .and(col("line").gt(0))
                                .and(org.apache.spark.sql.functions.not(
                                        col("line").isin(still))),
                        Map.of("resolved_at", lit(when)));
    }
}
