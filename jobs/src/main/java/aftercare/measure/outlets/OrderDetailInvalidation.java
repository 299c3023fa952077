package aftercare.measure.outlets;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Changes;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Months;
import aftercare.measure.facts.FirstFix;
import aftercare.measure.facts.SeenOrders;
import aftercare.measure.facts.VisitPromise;
import aftercare.table.CallbacksTable;
import aftercare.table.ComplaintsTable;
import aftercare.table.RepairsTable;
import aftercare.table.Tables;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The months of order_detail that a change of orders, callbacks and complaints, or another day, changes. */
final class OrderDetailInvalidation {
    private final VisitPromise onSite;
    private final FirstFix firstFix;
    private final Inputs inputs;
    private final Changes changes;
    private final AsOf asOf;
    private final Set<YearMonth> months = new TreeSet<>();

    OrderDetailInvalidation(VisitPromise onSite, FirstFix firstFix, Inputs inputs, Changes changes, AsOf asOf) {
        this.onSite = onSite;
        this.firstFix = firstFix;
        this.inputs = inputs;
        this.changes = changes;
        this.asOf = asOf;
    }

    Months months() {
        if (changes.any(Tables.REPAIRS)) {
            addOrders(changes.rows(Tables.REPAIRS));
        }
        if (changes.any(Tables.CALLBACKS)) {
            addOrdersOf(changes.rows(Tables.CALLBACKS).select(CallbacksTable.REPAIR_ID));
        }
        if (changes.any(Tables.COMPLAINTS)) {
            addOrdersOf(changes.rows(Tables.COMPLAINTS).select(ComplaintsTable.REPAIR_ID));
        }
        Set<YearMonth> keptOnEitherDay = new HashSet<>(OrderDetail.kept(changes.before()));
        keptOnEitherDay.addAll(OrderDetail.kept(asOf));
        if (!changes.before().equals(asOf)) {
            addWhatOnlyOneDaySees();
            months.addAll(comeOrGone());
        }
        months.retainAll(keptOnEitherDay);
        return Months.of(months);
    }

    /** An order may also be the repeat of one completed before it was opened. */
    private void addOrders(Dataset<Row> orders) {
        Column opened = col(RepairsTable.OPENED_AT);
        months.addAll(SeenOrders.collectMonths(
                orders,
                Stream.concat(
                                Stream.of(firstFix.monthsRepeatedBy(opened)),
                                Stream.of(Months.of(col(RepairsTable.COMPLETED_AT))))
                        .toArray(Column[]::new)));
    }

    private void addOrdersOf(Dataset<Row> orderIds) {
        addOrders(inputs.silver(Tables.REPAIRS).join(broadcast(orderIds.distinct()), RepairsTable.REPAIR_ID));
    }

    private void addWhatOnlyOneDaySees() {
        AsOf before = changes.before();
        Column seen = lit(false);
        for (Column instant : new Column[] {
            col(RepairsTable.OPENED_AT),
            col(RepairsTable.ARRIVED_AT),
            col(RepairsTable.COMPLETED_AT),
            col(RepairsTable.CANCELLED_AT)
        }) {
            seen = seen.or(SeenOrders.betweenOrAt(instant, before, asOf));
        }
        seen = seen.or(onSite.window().closesBetween(RepairsTable.OPENED_AT, before, asOf));
        addOrders(inputs.silver(Tables.REPAIRS).filter(seen));
        addOrdersOf(inputs.silver(Tables.CALLBACKS)
                .filter(SeenOrders.betweenOrAt(col(CallbacksTable.CALLED_AT), before, asOf))
                .select(CallbacksTable.REPAIR_ID));
        addOrdersOf(inputs.silver(Tables.COMPLAINTS)
                .filter(SeenOrders.betweenOrAt(col(ComplaintsTable.RECEIVED_AT), before, asOf))
                .select(ComplaintsTable.REPAIR_ID));
    }

    /** Months that one of the days keeps and the other does not. */
    private Set<YearMonth> comeOrGone() {
        Set<YearMonth> now = OrderDetail.kept(asOf);
        Set<YearMonth> then = OrderDetail.kept(changes.before());
        Set<YearMonth> either = new HashSet<>(now);
        either.addAll(then);
        either.removeIf(month -> now.contains(month) && then.contains(month));
        return either;
    }
}
