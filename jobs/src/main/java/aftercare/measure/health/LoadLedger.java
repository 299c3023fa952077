package aftercare.measure.health;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What became of every delivered file; one row per run, source and file. Defined in schemas/gold/load_ledger.yaml. */
public final class LoadLedger implements Measure {
    private static final String LEDGER = "ledger";

    @Override
    public String table() {
        return "load_ledger";
    }

    @Override
    public List<String> sources() {
        return List.of();
    }

    @Override
    public List<String> books() {
        return List.of(LEDGER);
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Column read = col("rows_read");
        return inputs.book(LEDGER)
                .select(
                        col("run_id"),
                        col("source"),
                        col("path"),
                        col("sha256"),
                        col("bytes"),
                        read,
                        col("rows_accepted"),
                        col("rows_unchanged"),
                        col("rows_superseded"),
                        col("rows_quarantined"),
                        col("unknown_columns"),
                        col("silver_version"),
                        col("loaded_at"),
                        col("status"),
                        col("reason"),
                        col("mapping"),
                        Months.of(col("loaded_at")).as("month"),
                        when(read.gt(0), col("rows_quarantined").divide(read)).as("reject_share"));
    }
}
