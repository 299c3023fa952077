package aftercare.measure.settlement;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Changes;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Months;
import aftercare.measure.facts.SeenOrders;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How far a change of orders and callbacks, or another day, reaches into settlement_flag: the months of the orders themselves, whose peers
 * change, and of later orders for the same unit or of the same technician. All that is touched is asked for in one query.
 */
final class SettlementInvalidation {
    private final Inputs inputs;
    private final Changes changes;
    private final AsOf asOf;
    private final List<Dataset<Row>> touched = new ArrayList<>();

    SettlementInvalidation(Inputs inputs, Changes changes, AsOf asOf) {
        this.inputs = inputs;
        this.changes = changes;
        this.asOf = asOf;
    }

    Months months() {
        if (changes.any("repairs")) {
            addWithPartners(changes.rows("repairs"));
        }
        if (changes.any("callbacks")) {
            addAbout(changes.rows("callbacks"));
        }
        Set<YearMonth> months = new TreeSet<>();
        AsOf before = changes.before();
        if (!before.equals(asOf)) {
            Column seenOnce = lit(false);
            for (String instant : List.of("opened_at", "arrived_at", "completed_at", "cancelled_at")) {
                seenOnce = seenOnce.or(SeenOrders.betweenOrAt(col(instant), before, asOf));
            }
            addWithPartners(inputs.silver("repairs").filter(seenOnce));
            addAbout(inputs.silver("callbacks").filter(SeenOrders.betweenOrAt(col("called_at"), before, asOf)));
            months.addAll(SeenOrders.monthsBetween(before, asOf));
        }
        touched.stream()
                .reduce(Dataset::union)
                .ifPresent(all -> months.addAll(SeenOrders.collectMonths(all, col("m"))));
        YearMonth latest = before.month().isAfter(asOf.month()) ? before.month() : asOf.month();
        months.removeIf(month -> month.isAfter(latest));
        return Months.of(months);
    }

    /** The months in which orders may be settled, by what is seen of them. */
    private void add(Dataset<Row> orders) {
        touched.add(orders.select(explode(array(
                        Months.of(col("opened_at")), Months.of(col("completed_at")), Months.of(col("cancelled_at"))))
                .as("m")));
    }

    private void addAbout(Dataset<Row> callbacks) {
        add(inputs.silver("repairs")
                .join(
                        broadcast(callbacks
                                .filter(col("visit_confirmed").isNotNull())
                                .select("repair_id")
                                .distinct()),
                        "repair_id"));
    }

    private void addWithPartners(Dataset<Row> moved) {
        add(moved);
        Dataset<Row> orders = inputs.silver("repairs");
        Dataset<Row> units = moved.select(
                        col("model_id").as("moved_model"),
                        col("serial_no").as("moved_serial"),
                        col("opened_at").as("moved_at"))
                .filter(col("moved_serial").isNotNull())
                .distinct();
        add(orders.join(
                broadcast(units),
                col("model_id")
                        .equalTo(col("moved_model"))
                        .and(col("serial_no").equalTo(col("moved_serial")))
                        .and(col("opened_at").geq(col("moved_at")))
                        .and(col("opened_at")
                                .leq(SeenOrders.plusHours(col("moved_at"), ClashingClaims.SAME_PARTS_HOURS)))));
        Dataset<Row> visits = moved.select(
                        col("technician_id").as("moved_technician"),
                        col("arrived_at").as("moved_at"))
                .filter(col("moved_technician").isNotNull().and(col("moved_at").isNotNull()))
                .distinct();
        int hours = ClashingClaims.LONGEST_VISIT_HOURS;
        add(orders.join(
                broadcast(visits),
                col("technician_id")
                        .equalTo(col("moved_technician"))
                        .and(col("arrived_at").geq(SeenOrders.plusHours(col("moved_at"), -hours)))
                        .and(col("arrived_at").leq(SeenOrders.plusHours(col("moved_at"), hours)))));
    }
}
