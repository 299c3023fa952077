package aftercare.measure.facts;

import static org.apache.spark.sql.functions.col;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Changes;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Months;
import aftercare.table.CallbacksTable;
import aftercare.table.RepairsTable;
import aftercare.table.Tables;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The months whose ratings changed callbacks, or another day, change. */
public final class CalledBack {
    private CalledBack() {}

    /**
     * The months of completion of the orders whose callbacks changed, or are seen on one of the two days only. Orders
     * that changed themselves are not looked for. All are found in one pass.
     */
    public static List<YearMonth> months(Inputs inputs, Changes changes, AsOf asOf) {
        Optional<Dataset<Row>> changed =
                changes.any(Tables.CALLBACKS) ? Optional.of(changes.rows(Tables.CALLBACKS)) : Optional.empty();
        Optional<Dataset<Row>> seenOnce = changes.before().equals(asOf)
                ? Optional.empty()
                : Optional.of(inputs.silver(Tables.CALLBACKS)
                        .filter(SeenOrders.between(col(CallbacksTable.CALLED_AT), changes.before(), asOf)));
        YearMonth latest = changes.before().month().isAfter(asOf.month())
                ? changes.before().month()
                : asOf.month();
        return Stream.of(changed, seenOnce)
                .flatMap(Optional::stream)
                .map(callbacks -> callbacks.select(CallbacksTable.REPAIR_ID, CallbacksTable.CALLED_AT))
                .reduce(Dataset::union)
                .map(callbacks -> completed(inputs.silver(Tables.REPAIRS), callbacks))
                .orElse(List.of())
                .stream()
                .filter(month -> !month.isAfter(latest))
                .toList();
    }

    private static List<YearMonth> completed(Dataset<Row> repairs, Dataset<Row> callbacks) {
        return SeenOrders.collectMonths(
                OrderLookup.among(
                        repairs.select(RepairsTable.REPAIR_ID, RepairsTable.COMPLETED_AT),
                        callbacks,
                        CallbacksTable.CALLED_AT),
                Months.of(col(RepairsTable.COMPLETED_AT)));
    }
}
