package aftercare.measure.facts;

import static org.apache.spark.sql.functions.col;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Changes;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Months;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How far changed callbacks, or another day, reach into the ratings of months. */
public final class CalledBack {
    private CalledBack() {}

    /**
     * The months of completion of the orders whose callbacks changed, or are seen on one of the two days only. Orders that changed themselves
     * are not looked for. All are sought in one pass.
     */
    public static List<YearMonth> months(Inputs inputs, Changes changes, AsOf asOf) {
        Optional<Dataset<Row>> changed =
                changes.any("callbacks") ? Optional.of(changes.rows("callbacks")) : Optional.empty();
        Optional<Dataset<Row>> seenOnce = changes.before().equals(asOf)
                ? Optional.empty()
                : Optional.of(inputs.silver("callbacks")
                        .filter(SeenOrders.between(col("called_at"), changes.before(), asOf)));
        YearMonth latest = changes.before().month().isAfter(asOf.month())
                ? changes.before().month()
                : asOf.month();
        return Stream.of(changed, seenOnce)
                .flatMap(Optional::stream)
                .map(callbacks -> callbacks.select("repair_id", "called_at"))
                .reduce(Dataset::union)
                .map(callbacks -> completed(inputs.silver("repairs"), callbacks))
                .orElse(List.of())
                .stream()
                .filter(month -> !month.isAfter(latest))
                .toList();
    }

    private static List<YearMonth> completed(Dataset<Row> repairs, Dataset<Row> callbacks) {
        return SeenOrders.collectMonths(
                OrderLookup.among(repairs.select("repair_id", "completed_at"), callbacks, "called_at"),
                Months.of(col("completed_at")));
    }
}
