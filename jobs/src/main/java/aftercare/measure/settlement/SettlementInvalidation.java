package aftercare.measure.settlement;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Changes;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Months;
import aftercare.measure.facts.SeenOrders;
import aftercare.table.CallbacksTable;
import aftercare.table.RepairsTable;
import aftercare.table.Tables;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The months of settlement_flag that a change of orders and callbacks, or another day, may change: those of the orders
 * themselves, whose peers change, and of later orders for the same unit or of the same technician. All that is touched
 * is asked for in one query.
 */
final class SettlementInvalidation {
    private final ClashWindows windows;
    private final Inputs inputs;
    private final Changes changes;
    private final AsOf asOf;
    private final List<Dataset<Row>> touched = new ArrayList<>();

    SettlementInvalidation(ClashWindows windows, Inputs inputs, Changes changes, AsOf asOf) {
        this.windows = windows;
        this.inputs = inputs;
        this.changes = changes;
        this.asOf = asOf;
    }

    Months months() {
        if (changes.any(Tables.REPAIRS)) {
            addWithPartners(changes.rows(Tables.REPAIRS));
        }
        if (changes.any(Tables.CALLBACKS)) {
            addAbout(changes.rows(Tables.CALLBACKS));
        }
        Set<YearMonth> months = new TreeSet<>();
        AsOf before = changes.before();
        if (!before.equals(asOf)) {
            Column seenOnce = SeenOrders.movedBetween(
                    before,
                    asOf,
                    RepairsTable.OPENED_AT,
                    RepairsTable.ARRIVED_AT,
                    RepairsTable.COMPLETED_AT,
                    RepairsTable.CANCELLED_AT);
            addWithPartners(inputs.silver(Tables.REPAIRS).filter(seenOnce));
            addAbout(inputs.silver(Tables.CALLBACKS)
                    .filter(SeenOrders.betweenOrAt(col(CallbacksTable.CALLED_AT), before, asOf)));
            months.addAll(SeenOrders.monthsBetween(before, asOf));
        }
        touched.stream()
                .reduce(Dataset::union)
                .ifPresent(all -> months.addAll(SeenOrders.collectMonths(all, col("m"))));
        return SeenOrders.upTo(before, asOf, months);
    }

    /** The months in which orders may be settled, by what is seen of them. */
    private void add(Dataset<Row> orders) {
        touched.add(orders.select(explode(array(
                        Months.of(col(RepairsTable.OPENED_AT)),
                        Months.of(col(RepairsTable.COMPLETED_AT)),
                        Months.of(col(RepairsTable.CANCELLED_AT))))
                .as("m")));
    }

    private void addAbout(Dataset<Row> callbacks) {
        add(inputs.silver(Tables.REPAIRS)
                .join(
                        broadcast(callbacks
                                .filter(col(CallbacksTable.VISIT_CONFIRMED).isNotNull())
                                .select(CallbacksTable.REPAIR_ID)
                                .distinct()),
                        RepairsTable.REPAIR_ID));
    }

    private void addWithPartners(Dataset<Row> moved) {
        add(moved);
        Dataset<Row> orders = inputs.silver(Tables.REPAIRS);
        Dataset<Row> units = moved.select(
                        col(RepairsTable.MODEL_ID).as("moved_model"),
                        col(RepairsTable.SERIAL_NO).as("moved_serial"),
                        col(RepairsTable.OPENED_AT).as("moved_at"))
                .filter(col("moved_serial").isNotNull())
                .distinct();
        add(orders.join(
                broadcast(units),
                col(RepairsTable.MODEL_ID)
                        .equalTo(col("moved_model"))
                        .and(col(RepairsTable.SERIAL_NO).equalTo(col("moved_serial")))
                        .and(col(RepairsTable.OPENED_AT).geq(col("moved_at")))
                        .and(col(RepairsTable.OPENED_AT)
                                .leq(SeenOrders.plusHours(col("moved_at"), windows.longestOfUnit())))));
        Dataset<Row> visits = moved.select(
                        col(RepairsTable.TECHNICIAN_ID).as("moved_technician"),
                        col(RepairsTable.ARRIVED_AT).as("moved_at"))
                .filter(col("moved_technician").isNotNull().and(col("moved_at").isNotNull()))
                .distinct();
        int hours = windows.longestVisit();
        add(orders.join(
                broadcast(visits),
                col(RepairsTable.TECHNICIAN_ID)
                        .equalTo(col("moved_technician"))
                        .and(col(RepairsTable.ARRIVED_AT).geq(SeenOrders.plusHours(col("moved_at"), -hours)))
                        .and(col(RepairsTable.ARRIVED_AT).leq(SeenOrders.plusHours(col("moved_at"), hours)))));
    }
}
