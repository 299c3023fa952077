package aftercare.measure.facts;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import aftercare.contract.Rules;
import aftercare.measure.api.AsOf;
import aftercare.table.RepairsTable;
import org.apache.spark.sql.Column;

/**
 * The promise that somebody comes within some hours, judged on orders as seen at the end of a day (docs/decisions.md,
 * D6). Where a time is known only to the day ({@link Moment}), the promise is kept or broken only if it is by every
 * time of that day.
 *
 * @param from the column from which the hours run
 * @param to the column that tells when somebody came
 * @param window how long it may take
 */
public record VisitPromise(String from, String to, RuleWindow window) {
    /** The promise to come to repairs. */
    public static VisitPromise onSite(Rules rules) {
        return new VisitPromise(
                RepairsTable.OPENED_AT, RepairsTable.ARRIVED_AT, RuleWindow.of(rules, Rules.ONSITE_VISIT));
    }

    private Moment asked() {
        return Moment.of(from);
    }

    private Moment came() {
        return Moment.of(to);
    }

    private static Moment calledOff() {
        return Moment.of(RepairsTable.CANCELLED_AT);
    }

    /** Whether an order was called off before anybody came; a visit on the day it was called off came first. */
    private Column cancelledUnvisited() {
        return col(RepairsTable.CANCELLED_AT)
                .isNotNull()
                .and(SeenOrders.cancelled())
                .and(not(coalesce(calledOff().latest().geq(came().at()), lit(false))));
    }

    private Column cancelledInTime(AsOf asOf) {
        return cancelledUnvisited().and(calledOff().surelyWithin(window, asked(), asOf));
    }

    /** Whether the day of a visit or a cancellation is known and leaves open whether it was in time. */
    private Column hangsOnTheTime(AsOf asOf) {
        return hangsOnTheTime(came(), asOf).or(cancelledUnvisited().and(hangsOnTheTime(calledOff(), asOf)));
    }

    private Column hangsOnTheTime(Moment moment, AsOf asOf) {
        return coalesce(
                not(moment.surelyWithin(window, asked(), asOf)).and(not(moment.surelyAfter(window, asked(), asOf))),
                lit(false));
    }

    /**
     * Whether nobody can say if the promise was kept: the order is completed, or cancelled at an unknown time,
     * and has no arrival; or only days are known
     * and the times of these days decide.
     */
    public Column unknown(AsOf asOf) {
        Column noArrival =
                col(from).isNotNull().and(SeenOrders.completedOrOver()).and(col(to).isNull());
        return coalesce(noArrival.or(hangsOnTheTime(asOf).and(not(cancelledInTime(asOf)))), lit(false));
    }

    /** Whether somebody came or the time is over; not for orders cancelled in time, nor where {@link #unknown}. */
    public Column due(AsOf asOf) {
        return due(asOf, lit(asOf.endTimestamp()));
    }

    /** The same of orders that are each seen at the end of an instant of their own. */
    public Column due(AsOf asOf, Column end) {
        Column over = window.end(asked().latest(), asOf).leq(end);
        return coalesce(
                col(to).isNotNull().or(over).and(not(unknown(asOf))).and(not(cancelledInTime(asOf))), lit(false));
    }

    /** Whether the promise was due and somebody came in time. */
    public Column kept(AsOf asOf) {
        return kept(asOf, lit(asOf.endTimestamp()));
    }

    /** The same of orders that are each seen at the end of an instant of their own. */
    public Column kept(AsOf asOf, Column end) {
        return due(asOf, end).and(came().surelyWithin(window, asked(), asOf));
    }
}
