package aftercare.measure.outlets;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Changes;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Months;
import aftercare.measure.facts.FirstFix;
import aftercare.measure.facts.SeenOrders;
import aftercare.measure.facts.VisitPromise;
import aftercare.table.ComplaintsTable;
import aftercare.table.RepairsTable;
import aftercare.table.Tables;
import java.sql.Date;
import java.time.YearMonth;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The months of outlet_kpi_month that a change of orders and complaints, or another day, changes. */
final class OutletKpiInvalidation {
    private final VisitPromise onSite;
    private final FirstFix firstFix;
    private final Inputs inputs;
    private final Changes changes;
    private final AsOf asOf;
    private final Column countedByTheirOrder;
    private final Set<YearMonth> months = new TreeSet<>();

    /** Where a complaint without an outlet counts for that of its order. */
    OutletKpiInvalidation(VisitPromise onSite, FirstFix firstFix, Inputs inputs, Changes changes, AsOf asOf) {
        this(
                onSite,
                firstFix,
                inputs,
                changes,
                asOf,
                col(ComplaintsTable.OUTLET_ID).isNull());
    }

    /** @param countedByTheirOrder which complaints count otherwise when the order they name changes */
    OutletKpiInvalidation(
            VisitPromise onSite,
            FirstFix firstFix,
            Inputs inputs,
            Changes changes,
            AsOf asOf,
            Column countedByTheirOrder) {
        this.onSite = onSite;
        this.firstFix = firstFix;
        this.countedByTheirOrder = countedByTheirOrder;
        this.inputs = inputs;
        this.changes = changes;
        this.asOf = asOf;
    }

    Months months() {
        if (changes.any(Tables.REPAIRS)) {
            Dataset<Row> changed = changes.rows(Tables.REPAIRS);
            add(changed);
            addBacklog(changed);
            addComplaintsAbout(changed);
        }
        if (changes.any(Tables.COMPLAINTS)) {
            months.addAll(SeenOrders.collectMonths(
                    changes.rows(Tables.COMPLAINTS), Months.of(col(ComplaintsTable.RECEIVED_AT))));
        }
        if (!changes.before().equals(asOf)) {
            addWhatOnlyOneDaySees();
            months.addAll(SeenOrders.monthsBetween(changes.before(), asOf));
        }
        return SeenOrders.upTo(changes.before(), asOf, months);
    }

    /** An order counts in the months of its instants, and, as a repeat, in that of the completion of another. */
    private void add(Dataset<Row> orders) {
        Column opened = col(RepairsTable.OPENED_AT);
        months.addAll(SeenOrders.collectMonths(
                orders,
                Stream.concat(
                                Stream.of(firstFix.monthsRepeatedBy(opened)),
                                Stream.of(
                                        Months.of(col(RepairsTable.COMPLETED_AT)),
                                        Months.of(col(RepairsTable.CANCELLED_AT))))
                        .toArray(Column[]::new)));
    }

    /** The months at whose ends an order is in the backlog by one version and not by the other. */
    private void addBacklog(Dataset<Row> changed) {
        Column version = struct(
                col(RepairsTable.OUTLET_ID),
                col(RepairsTable.OPENED_AT),
                SeenOrders.closedAt().as("closed"));
        Column isBefore = col(Changes.KIND).isin(Changes.BEFORE, Changes.DELETED);
        Dataset<Row> orders = changed.groupBy(RepairsTable.REPAIR_ID)
                .agg(
                        min_by(version, when(isBefore, col("_commit_version"))).as("before"),
                        max_by(version, when(isBefore, lit(null)).otherwise(col("_commit_version")))
                                .as("now"));
        Column before = col("before");
        Column now = col("now");
        Column openedBefore = before.getField(RepairsTable.OPENED_AT);
        Column openedNow = now.getField(RepairsTable.OPENED_AT);
        Column same = coalesce(
                before.getField(RepairsTable.OUTLET_ID)
                        .equalTo(now.getField(RepairsTable.OUTLET_ID))
                        .and(openedBefore.equalTo(openedNow)),
                lit(false));
        Column never = lit(asOf.start(asOf.month()));
        Column closedBefore = coalesce(before.getField("closed"), never);
        Column closedNow = coalesce(now.getField("closed"), never);
        Column from = when(same, least(closedBefore, closedNow)).otherwise(least(openedBefore, openedNow));
        Column to = when(same, greatest(closedBefore, closedNow))
                .otherwise(greatest(when(before.isNotNull(), closedBefore), when(now.isNotNull(), closedNow)));
        for (Row range : orders.select(Months.of(from).as("from"), Months.of(to).as("to"))
                .filter(col("from").isNotNull().and(col("to").isNotNull()))
                .distinct()
                .collectAsList()) {
            months.addAll(SeenOrders.monthsFrom(
                    YearMonth.from(range.<Date>getAs("from").toLocalDate()),
                    YearMonth.from(range.<Date>getAs("to").toLocalDate())));
        }
    }

    private void addComplaintsAbout(Dataset<Row> changedOrders) {
        months.addAll(SeenOrders.collectMonths(
                inputs.silver(Tables.COMPLAINTS)
                        .filter(countedByTheirOrder)
                        .select(ComplaintsTable.REPAIR_ID, ComplaintsTable.RECEIVED_AT)
                        .join(
                                broadcast(changedOrders
                                        .select(RepairsTable.REPAIR_ID)
                                        .distinct()),
                                ComplaintsTable.REPAIR_ID),
                Months.of(col(ComplaintsTable.RECEIVED_AT))));
    }

    private void addWhatOnlyOneDaySees() {
        AsOf before = changes.before();
        Column touched = SeenOrders.movedBetween(
                        before,
                        asOf,
                        RepairsTable.OPENED_AT,
                        RepairsTable.ARRIVED_AT,
                        RepairsTable.COMPLETED_AT,
                        RepairsTable.CANCELLED_AT,
                        RepairsTable.PARTS_REQUESTED_AT,
                        RepairsTable.PARTS_RECEIVED_AT)
                .or(onSite.window().closesBetween(RepairsTable.OPENED_AT, before, asOf))
                .or(firstFix.holds().closesBetween(RepairsTable.COMPLETED_AT, before, asOf));
        add(inputs.silver(Tables.REPAIRS).filter(touched));
        addComplaintsAbout(
                inputs.silver(Tables.REPAIRS).filter(SeenOrders.between(col(RepairsTable.OPENED_AT), before, asOf)));
        months.addAll(SeenOrders.collectMonths(
                inputs.silver(Tables.COMPLAINTS)
                        .filter(SeenOrders.between(col(ComplaintsTable.RECEIVED_AT), before, asOf)
                                .or(SeenOrders.between(col(ComplaintsTable.RESOLVED_AT), before, asOf))),
                Months.of(col(ComplaintsTable.RECEIVED_AT))));
    }
}
