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
 * D6).
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

    private Column promisedBy(AsOf asOf) {
        return window.end(col(from), asOf);
    }

    /** Whether nobody can say if the promise was kept: the order is completed and has no arrival. */
    public Column unknown() {
        return col(from)
                .isNotNull()
                .and(col(RepairsTable.COMPLETED_AT).isNotNull())
                .and(col(to).isNull());
    }

    /** Whether somebody came or the time is over; not for orders cancelled in time, nor where {@link #unknown}. */
    public Column due(AsOf asOf) {
        Column cancelledInTime = SeenOrders.cancelled()
                .and(col(RepairsTable.CANCELLED_AT).leq(promisedBy(asOf)))
                .and(not(coalesce(col(to).leq(col(RepairsTable.CANCELLED_AT)), lit(false))));
        return coalesce(
                col(to).isNotNull()
                        .or(promisedBy(asOf).leq(lit(asOf.endTimestamp())))
                        .and(not(unknown()))
                        .and(not(cancelledInTime)),
                lit(false));
    }

    /** Whether the promise was due and somebody came in time. */
    public Column kept(AsOf asOf) {
        return due(asOf).and(col(to).leq(promisedBy(asOf)));
    }
}
