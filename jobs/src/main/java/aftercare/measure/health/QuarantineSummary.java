package aftercare.measure.health;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;

import aftercare.measure.AsOf;
import aftercare.measure.Inputs;
import aftercare.measure.Measure;
import aftercare.measure.Months;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How many rows each rule refused, and how many of them wait to be mended; one row per source, rule and month of loading. Defined in
 * schemas/gold/quarantine_summary.yaml. A file that was refused as a whole counts as one row.
 */
public final class QuarantineSummary implements Measure {
    private final List<String> refusing;

    /**
     * @param sourceNames all sources whose rows may have been refused; at least one
     */
    public QuarantineSummary(Collection<String> sourceNames) {
        if (sourceNames.isEmpty()) {
            throw new IllegalArgumentException("no source whose quarantine could be summed up");
        }
        this.refusing = List.copyOf(sourceNames);
    }

    @Override
    public String table() {
        return "quarantine_summary";
    }

    /** None: it reads what was refused, never silver. */
    @Override
    public List<String> sources() {
        return List.of();
    }

    @Override
    public boolean readsQuarantine() {
        return true;
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        return refusing.stream()
                .map(source -> summary(inputs.quarantine(source), source))
                .reduce(Dataset::union)
                .orElseThrow();
    }

    private static Dataset<Row> summary(Dataset<Row> refused, String source) {
        return refused.groupBy(col("rule"), Months.of(col("loaded_at")).as("month"))
                .agg(
                        count(lit(1)).as("refused_n"),
                        count(col("resolved_at")).as("resolved_n"),
                        count(lit(1)).minus(count(col("resolved_at"))).as("open_n"),
                        // A file is known by its bytes: the same ones delivered under another name are no other file.
                        count_distinct(col("sha256")).as("files_n"),
                        max(col("loaded_at")).as("last_refused_at"),
                        max_by(col("reason"), struct(col("loaded_at"), col("file"), col("line")))
                                .as("example_reason"))
                .withColumn("source", lit(source));
    }
}
