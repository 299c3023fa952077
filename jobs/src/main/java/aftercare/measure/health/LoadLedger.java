package aftercare.measure.health;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.table.LoadLedgerTable;
import aftercare.table.Tables;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What became of every delivered file; one row per run, source and file. Defined in schemas/gold/load_ledger.yaml. */
public final class LoadLedger implements Measure {
    private static final String LEDGER = "ledger";

    @Override
    public String table() {
        return Tables.LOAD_LEDGER;
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
        Column read = col(LoadLedgerTable.ROWS_READ);
        return inputs.book(LEDGER)
                .select(
                        col(LoadLedgerTable.RUN_ID),
                        col(LoadLedgerTable.SOURCE),
                        col(LoadLedgerTable.PATH),
                        col(LoadLedgerTable.SHA256),
                        col(LoadLedgerTable.BYTES),
                        read,
                        col(LoadLedgerTable.ROWS_ACCEPTED),
                        col(LoadLedgerTable.ROWS_UNCHANGED),
                        col(LoadLedgerTable.ROWS_SUPERSEDED),
                        col(LoadLedgerTable.ROWS_QUARANTINED),
                        coalesce(col(LoadLedgerTable.ROWS_SKIPPED), lit(0L)).as(LoadLedgerTable.ROWS_SKIPPED),
                        col(LoadLedgerTable.UNKNOWN_COLUMNS),
                        col(LoadLedgerTable.SILVER_VERSION),
                        col(LoadLedgerTable.LOADED_AT),
                        col(LoadLedgerTable.STATUS),
                        col(LoadLedgerTable.REASON),
                        col(LoadLedgerTable.MAPPING),
                        col(LoadLedgerTable.DELIVERY),
                        col(LoadLedgerTable.READ_AS),
                        Months.of(col(LoadLedgerTable.LOADED_AT)).as(LoadLedgerTable.MONTH),
                        when(read.gt(0), col(LoadLedgerTable.ROWS_QUARANTINED).divide(read))
                                .as(LoadLedgerTable.REJECT_SHARE));
    }
}
