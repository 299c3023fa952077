package aftercare.measure.outlets;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import aftercare.measure.AsOf;
import aftercare.measure.Changes;
import aftercare.measure.Inputs;
import aftercare.measure.Months;
import aftercare.measure.SeenOrders;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How far changed callbacks, or another day, reach into the ratings of months. */
final class RatingReach {
    private RatingReach() {}

    /** The months of completion of the orders called back; those of changed orders are the business of {@link OutletKpiReach}. */
    static List<YearMonth> months(Inputs inputs, Changes changes, AsOf asOf) {
        List<YearMonth> months = new ArrayList<>();
        Dataset<Row> repairs = inputs.silver("repairs").select("repair_id", "completed_at");
        if (changes.any("callbacks")) {
            months.addAll(completed(repairs, changes.rows("callbacks")));
        }
        if (!changes.before().equals(asOf)) {
            Column seenOnce = coalesce(SeenOrders.between(col("called_at"), changes.before(), asOf), lit(false));
            months.addAll(completed(repairs, inputs.silver("callbacks").filter(seenOnce)));
        }
        YearMonth latest = changes.before().month().isAfter(asOf.month())
                ? changes.before().month()
                : asOf.month();
        months.removeIf(month -> month.isAfter(latest));
        return months;
    }

    private static List<YearMonth> completed(Dataset<Row> repairs, Dataset<Row> callbacks) {
        return SeenOrders.collectMonths(
                repairs.join(callbacks.select("repair_id").distinct(), "repair_id"), Months.of(col("completed_at")));
    }
}
