package aftercare.measure.closing;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import aftercare.contract.GoldColumn;
import aftercare.contract.GoldContract;
import aftercare.table.ClosedMonthTable;
import aftercare.table.Tables;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rows of monthly gold tables in one form for all: table, month, key and figures as JSON. */
final class PinnedRows {
    static final String FIGURES = "figures";

    /**
     * Kept by month and yet no figures of it: what was pinned, and orders, whose changes are told by the figures they
     * move.
     */
    private static final List<String> NO_FIGURES = List.of(Tables.CLOSED_MONTH, Tables.ORDER_DETAIL);

    private PinnedRows() {}

    /** The tables whose rows are figures of a month. */
    static List<GoldContract> tables(Collection<GoldContract> contracts) {
        return contracts.stream()
                .filter(contract -> contract.month() != null)
                .filter(contract -> !NO_FIGURES.contains(contract.table()))
                .toList();
    }

    /** Columns month, table_name, row_key and figures. */
    static Dataset<Row> of(GoldContract contract, Dataset<Row> rows) {
        Column[] key = contract.key().stream()
                .filter(name -> !name.equals(contract.month()))
                .map(name -> col(name))
                .toArray(Column[]::new);
        Column[] figures = contract.columns().stream()
                .map(GoldColumn::name)
                .filter(name -> !contract.key().contains(name) && !name.equals(contract.month()))
                .map(name -> col(name))
                .toArray(Column[]::new);
        return rows.select(
                col(contract.month()).as(ClosedMonthTable.MONTH),
                lit(contract.table()).as(ClosedMonthTable.TABLE_NAME),
                to_json(struct(key)).as(ClosedMonthTable.ROW_KEY),
                to_json(struct(figures)).as(FIGURES));
    }
}
