package aftercare.measure.health;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
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
        // Summed up together: of most sources few rows are refused, and a summary of its own for each would take
        // longer.
        return refusing.stream()
                .map(source -> inputs.quarantine(source)
                        .select(
                                lit(source).as("source"),
                                col("rule"),
                                Months.of(col("loaded_at")).as("month"),
                                col("resolved_at"),
                                col("sha256"),
                                col("loaded_at"),
                                col("reason"),
                                struct(col("loaded_at"), col("file"), col("line"))
                                        .as("place")))
                .reduce(Dataset::union)
                .orElseThrow()
                .groupBy("source", "rule", "month")
                .agg(
                        count(lit(1)).as("refused_n"),
                        count(col("resolved_at")).as("resolved_n"),
                        count(lit(1)).minus(count(col("resolved_at"))).as("open_n"),
                        // A file is known by its bytes: the same ones delivered under another name are no other file.
                        count_distinct(col("sha256")).as("files_n"),
                        max(col("loaded_at")).as("last_refused_at"),
                        max_by(col("reason"), col("place")).as("example_reason"));
    }
}
