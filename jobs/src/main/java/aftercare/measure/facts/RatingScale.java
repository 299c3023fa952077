package aftercare.measure.facts;

import static org.apache.spark.sql.functions.col;

import aftercare.table.CallbacksTable;
import org.apache.spark.sql.Column;

/** Which points of a callback's scales count as what; schemas/gold/satisfaction_month.yaml defines them. */
public final class RatingScale {
    /** Satisfaction, of 1 to 5. */
    public static final int SATISFIED_FROM = 4;

    public static final int DISSATISFIED_TO = 2;

    /** Likelihood to recommend, of 0 to 10. */
    public static final int PROMOTER_FROM = 9;

    public static final int DETRACTOR_TO = 6;

    private RatingScale() {}

    /** Of a callback, whether it rates its order: the customer was reached and stated a satisfaction. */
    public static Column rates() {
        return col(CallbacksTable.RESULT)
                .equalTo("reached")
                .and(col(CallbacksTable.SATISFACTION).isNotNull());
    }
}
