package aftercare.measure.health;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import aftercare.contract.FileNames;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.table.LedgerTable;
import aftercare.table.LoadLedgerTable;
import aftercare.table.Tables;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;

/** What became of every delivered file; one row per run, source and file. Defined in schemas/gold/load_ledger.yaml. */
public final class LoadLedger implements Measure {
    private static final String LEDGER = "ledger";
    private static final String SHOWN = "shown";
    private static final String NUMBER = "number";

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

    private static UserDefinedFunction shown() {
        UDF2<String, String, String> shown = FileNames::shown;
        return udf(shown, DataTypes.StringType);
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Column read = col(LoadLedgerTable.ROWS_READ);
        return inputs.book(LEDGER)
                .withColumn(SHOWN, shown().apply(col(LedgerTable.PATH), col(LedgerTable.SHA256)))
                .withColumn(
                        NUMBER,
                        row_number()
                                .over(Window.partitionBy(LedgerTable.RUN_ID, LedgerTable.SOURCE, SHOWN)
                                        .orderBy(LedgerTable.PATH)))
                .select(
                        col(LoadLedgerTable.RUN_ID),
                        col(LoadLedgerTable.SOURCE),
                        // Files that could not be opened have no fingerprint to tell them apart.
                        when(col(NUMBER).gt(1), concat(col(SHOWN), lit(" ("), col(NUMBER), lit(")")))
                                .otherwise(col(SHOWN))
                                .as(LoadLedgerTable.PATH),
                        regexp_replace(col(LedgerTable.SHA256), "(?s)^([a-z]+):.*$", "$1")
                                .as(LoadLedgerTable.SHA256),
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
