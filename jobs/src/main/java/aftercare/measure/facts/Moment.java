package aftercare.measure.facts;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.find_in_set;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import aftercare.contract.Contract;
import aftercare.measure.api.AsOf;
import org.apache.spark.sql.Column;

/**
 * When something happened, known to the instant or only to the day. A day stands for all its instants in the business
 * zone, so what is asked of it is answered only where all of them give the same answer; else the answer is unknown.
 * Between instants nothing changes by this.
 *
 * @param at the instant, or the first one of the day
 * @param onlyDay whether only the day is known; never null
 */
public record Moment(Column at, Column onlyDay) {

    /** An instant of a silver table by its column; needs the table's {@link Contract#DAYS}. */
    public static Moment of(String column) {
        return of(col(column), column, col(Contract.DAYS));
    }

    /**
     * The same where the columns have other names.
     *
     * @param at the instant
     * @param column what silver calls it
     * @param days the row's {@link Contract#DAYS}
     */
    public static Moment of(Column at, String column, Column days) {
        return new Moment(at, coalesce(find_in_set(lit(column), days).gt(0), lit(false)));
    }

    /** The last instant at which it may have happened; null where nothing is known. */
    public Column latest() {
        Column nextDay = date_add(to_date(at), 1).cast("timestamp");
        return when(onlyDay, timestamp_micros(unix_micros(nextDay).minus(1))).otherwise(at);
    }

    /** Whether it surely was in time by a window that runs from another moment. */
    public Column surelyWithin(RuleWindow window, Moment from, AsOf asOf) {
        return latest().leq(window.end(from.at(), asOf));
    }

    /** Whether it surely was too late by a window that runs from another moment. */
    public Column surelyAfter(RuleWindow window, Moment from, AsOf asOf) {
        return at.gt(window.end(from.latest(), asOf));
    }

    /** Whether it surely was before another. */
    public Column surelyBefore(Moment other) {
        return latest().lt(other.at());
    }

    /**
     * Whether it was not before another, as far as both are known: by day where one is known only to the day, by the
     * minute where this one has no seconds, which many systems leave out. As the rules of contracts say it. A call on
     * the day the work ended, or in that minute, was not before its end.
     */
    public Column notBefore(Moment other) {
        Column inTheMinute = at.equalTo(date_trunc("MINUTE", at)).and(at.geq(date_trunc("MINUTE", other.at())));
        return at.geq(other.at())
                .or(when(onlyDay.or(other.onlyDay()), to_date(at).geq(to_date(other.at())))
                        .otherwise(inTheMinute));
    }

    /**
     * How long it took from another, in microseconds; null where either is known only to the day, or not at all. What
     * ended in the minute in which it began, by a clock without seconds, took no time.
     */
    public Column microsSince(Moment from) {
        Column micros = Percentiles.micros(from.at(), at);
        return when(not(onlyDay.or(from.onlyDay())), when(micros.lt(0), 0L).otherwise(micros));
    }
}
