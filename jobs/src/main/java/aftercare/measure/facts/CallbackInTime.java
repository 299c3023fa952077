package aftercare.measure.facts;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import aftercare.measure.api.AsOf;
import org.apache.spark.sql.Column;

/**
 * Whether a customer was called back in time: not before the work ended, by day or by the minute, nor later than some
 * hours after it ({@link Moment}).
 *
 * @param completed when the work ended
 * @param called when the customer was called
 * @param window how long the call may take
 */
public record CallbackInTime(Moment completed, Moment called, RuleWindow window) {

    /** Whether the time for a call is over, even if the work ended as late as it may have. */
    public Column due(AsOf asOf) {
        return due(asOf, lit(asOf.endTimestamp()));
    }

    /** The same at an instant of the row's own. */
    public Column due(AsOf asOf, Column end) {
        return window.end(completed.latest(), asOf).leq(end);
    }

    /** Whether the call surely was in time; false where there was none. */
    public Column sure(AsOf asOf) {
        return coalesce(called.notBefore(completed).and(called.surelyWithin(window, completed, asOf)), lit(false));
    }

    /** Whether the call may have been in time; false where there was none. */
    public Column possible(AsOf asOf) {
        return coalesce(called.notBefore(completed).and(not(called.surelyAfter(window, completed, asOf))), lit(false));
    }
}
