package aftercare.measure.promises;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;

import aftercare.contract.PromiseRule.Judged;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Changes;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Months;
import aftercare.measure.facts.OrderLookup;
import aftercare.measure.facts.SeenOrders;
import aftercare.measure.promises.Promises.Version;
import aftercare.table.CallbacksTable;
import aftercare.table.ProductReturnsTable;
import aftercare.table.RepairsTable;
import aftercare.table.Tables;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The months of promise_month that a change of the sources, or another day, changes. All are asked for in one query.
 */
final class PromiseInvalidation {
    private final Promises promises;
    private final Inputs inputs;
    private final Changes changes;
    private final AsOf asOf;
    private final List<Dataset<Row>> touched = new ArrayList<>();

    PromiseInvalidation(Promises promises, Inputs inputs, Changes changes, AsOf asOf) {
        this.promises = promises;
        this.inputs = inputs;
        this.changes = changes;
        this.asOf = asOf;
    }

    Months months() {
        if (changes.any(Tables.REPAIRS)) {
            add(changes.rows(Tables.REPAIRS), orderEvents());
        }
        if (changes.any(Tables.CALLBACKS)) {
            addCalledBack(changes.rows(Tables.CALLBACKS));
        }
        if (changes.any(Tables.HOTLINE_CALLS)) {
            add(changes.rows(Tables.HOTLINE_CALLS), events(Judged.CALLS));
        }
        if (changes.any(Tables.PRODUCT_RETURNS)) {
            add(changes.rows(Tables.PRODUCT_RETURNS), events(Judged.REQUEST));
        }
        Set<YearMonth> months = new TreeSet<>();
        AsOf before = changes.before();
        if (!before.equals(asOf)) {
            addWhatOnlyOneDaySees(before);
            months.addAll(SeenOrders.monthsBetween(before, asOf));
        }
        touched.stream()
                .reduce(Dataset::union)
                .ifPresent(all -> months.addAll(SeenOrders.collectMonths(all, col("m"))));
        return SeenOrders.upTo(before, asOf, months);
    }

    private Column[] orderEvents() {
        return events(Judged.VISIT, Judged.RECORD, Judged.CALLBACK, Judged.FREE_REPAIR);
    }

    /** The months of the events of promises judged in some ways. */
    private Column[] events(Judged... ways) {
        return promises.judged(ways).stream()
                .map(Version::event)
                .distinct()
                .map(event -> Months.of(col(event)))
                .toArray(Column[]::new);
    }

    private void add(Dataset<Row> rows, Column... months) {
        if (months.length > 0) {
            touched.add(rows.select(explode(array(months)).as("m")));
        }
    }

    private void addCalledBack(Dataset<Row> callbacks) {
        add(
                OrderLookup.among(inputs.silver(Tables.REPAIRS), callbacks, CallbacksTable.CALLED_AT),
                events(Judged.CALLBACK));
    }

    private void addWhatOnlyOneDaySees(AsOf before) {
        Column order = SeenOrders.movedBetween(
                before,
                asOf,
                RepairsTable.OPENED_AT,
                RepairsTable.ARRIVED_AT,
                RepairsTable.COMPLETED_AT,
                RepairsTable.CANCELLED_AT);
        for (Version version : promises.judged(Judged.VISIT, Judged.CALLBACK)) {
            String from = version.rule().column("from");
            order = order.or(
                    SeenOrders.endsBetweenOrAt(from, version.rule().term().inHours(), before, asOf));
        }
        add(inputs.silver(Tables.REPAIRS).filter(order), orderEvents());
        addCalledBack(inputs.silver(Tables.CALLBACKS)
                .filter(SeenOrders.betweenOrAt(col(CallbacksTable.CALLED_AT), before, asOf)));
        Column request = between(col(ProductReturnsTable.REQUESTED_ON), before);
        for (Version version : promises.judged(Judged.REQUEST)) {
            Column due = date_add(
                    col(version.rule().column("to")),
                    version.rule().answerTerm().days());
            request = request.or(between(due, before))
                    .or(between(col(version.rule().column("decided")), before));
        }
        add(inputs.silver(Tables.PRODUCT_RETURNS).filter(request), events(Judged.REQUEST));
    }

    /** Whether a day lies after one of the two days and not after the other. */
    private Column between(Column day, AsOf before) {
        LocalDate first = before.day().isBefore(asOf.day()) ? before.day() : asOf.day();
        LocalDate last = before.day().isBefore(asOf.day()) ? asOf.day() : before.day();
        return coalesce(day.gt(lit(first)).and(day.leq(lit(last))), lit(false));
    }
}
