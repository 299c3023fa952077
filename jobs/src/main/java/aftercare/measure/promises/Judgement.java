package aftercare.measure.promises;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;

/**
 * What a row of a source says about a promise under the version of its rule in force on the row's day: how many times
 * it was due, kept, and could not be judged.
 *
 * @param promise the promise
 * @param event the column with the instant or day that decides month and version
 * @param due a whole number, 0 where nothing was due
 * @param kept a whole number, of those due
 * @param unknown a whole number, not among those due
 */
record Judgement(String promise, String event, Column due, Column kept, Column unknown) {

    /** A judgement that counts the row once or not at all. */
    static Judgement once(String promise, String event, Column due, Column kept, Column unknown) {
        return new Judgement(promise, event, one(due), one(due.and(kept)), one(unknown));
    }

    private static Column one(Column condition) {
        return when(coalesce(condition, lit(false)), lit(1L)).otherwise(lit(0L));
    }

    /** The judgement where what it rests on was never stated: whatever is due is unknown. */
    Judgement unjudged() {
        return new Judgement(promise, event, lit(0L), lit(0L), due.plus(unknown));
    }

    /** The judgement where a condition holds, nothing elsewhere. */
    Judgement where(Column condition) {
        Column holds = coalesce(condition, lit(false));
        return new Judgement(
                promise,
                event,
                when(holds, due).otherwise(lit(0L)),
                when(holds, kept).otherwise(lit(0L)),
                when(holds, unknown).otherwise(lit(0L)));
    }
}
