package aftercare.measure.health;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;

import aftercare.contract.Contracts;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.table.QuarantineSummaryTable;
import aftercare.table.RefusedRowsTable;
import aftercare.table.Tables;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How many rows each rule refused, and how many of them wait to be fixed; one row per source, rule and month of
 * loading. Defined in schemas/gold/quarantine_summary.yaml. A file that was refused as a whole counts as one row.
 */
public final class QuarantineSummary implements Measure {
    private final List<String> refusing;

    public QuarantineSummary(Contracts contracts) {
        this(contracts.sourceNames());
    }

    /**
     * @param sourceNames all sources whose rows may have been refused; at least one
     */
    QuarantineSummary(Collection<String> sourceNames) {
        if (sourceNames.isEmpty()) {
            throw new IllegalArgumentException("no source whose quarantine could be summed up");
        }
        this.refusing = List.copyOf(sourceNames);
    }

    @Override
    public String table() {
        return Tables.QUARANTINE_SUMMARY;
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
                                lit(source).as(QuarantineSummaryTable.SOURCE),
                                col(RefusedRowsTable.RULE).as(QuarantineSummaryTable.RULE),
                                Months.of(col(RefusedRowsTable.LOADED_AT)).as(QuarantineSummaryTable.MONTH),
                                col(RefusedRowsTable.RESOLVED_AT),
                                col(RefusedRowsTable.SHA256),
                                col(RefusedRowsTable.LOADED_AT),
                                col(RefusedRowsTable.REASON),
                                struct(
                                                col(RefusedRowsTable.LOADED_AT),
                                                col(RefusedRowsTable.FILE),
                                                col(RefusedRowsTable.LINE))
                                        .as("place")))
                .reduce(Dataset::union)
                .orElseThrow()
                .groupBy(QuarantineSummaryTable.SOURCE, QuarantineSummaryTable.RULE, QuarantineSummaryTable.MONTH)
                .agg(
                        count(lit(1)).as(QuarantineSummaryTable.REFUSED_N),
                        count(col(RefusedRowsTable.RESOLVED_AT)).as(QuarantineSummaryTable.RESOLVED_N),
                        count(lit(1))
                                .minus(count(col(RefusedRowsTable.RESOLVED_AT)))
                                .as(QuarantineSummaryTable.OPEN_N),
                        // A file is known by its bytes: the same ones delivered under another name are no other file.
                        count_distinct(col(RefusedRowsTable.SHA256)).as(QuarantineSummaryTable.FILES_N),
                        max(col(RefusedRowsTable.LOADED_AT)).as(QuarantineSummaryTable.LAST_REFUSED_AT),
                        max_by(col(RefusedRowsTable.REASON), col("place")).as(QuarantineSummaryTable.EXAMPLE_REASON));
    }
}
