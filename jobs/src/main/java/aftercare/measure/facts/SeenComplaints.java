package aftercare.measure.facts;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import aftercare.measure.api.AsOf;
import aftercare.table.ComplaintsTable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Complaints as they look at the end of a day, and whether they are resolved and were in time. */
public final class SeenComplaints {
    private SeenComplaints() {}

    /**
     * Complaints received before the end. Their resolution is null where it is not before the end; their status where a
     * time of resolution is stated, which then counts instead. A complaint of which only the status says that it is
     * resolved is so on every day: nobody knows since when.
     */
    public static Dataset<Row> of(Dataset<Row> complaints, AsOf asOf) {
        return of(complaints, lit(asOf.endTimestamp()));
    }

    /** The same where each complaint is looked at until an instant of its own. */
    public static Dataset<Row> of(Dataset<Row> complaints, Column end) {
        Column resolved = col(ComplaintsTable.RESOLVED_AT);
        return complaints
                .filter(col(ComplaintsTable.RECEIVED_AT).lt(end))
                .withColumn(ComplaintsTable.STATUS, when(resolved.isNull(), col(ComplaintsTable.STATUS)))
                .withColumn(ComplaintsTable.RESOLVED_AT, when(resolved.lt(end), resolved));
    }

    /** Whether a complaint, as seen, is resolved. */
    public static Column resolved() {
        return col(ComplaintsTable.RESOLVED_AT)
                .isNotNull()
                .or(coalesce(col(ComplaintsTable.STATUS).equalTo("resolved"), lit(false)));
    }

    /** Whether a resolved complaint was resolved in time; null where its times do not tell, or it is not resolved. */
    public static Column inTime(RuleWindow window, AsOf asOf) {
        Moment received = Moment.of(ComplaintsTable.RECEIVED_AT);
        Moment resolved = Moment.of(ComplaintsTable.RESOLVED_AT);
        return when(resolved.surelyWithin(window, received, asOf), true)
                .when(resolved.surelyAfter(window, received, asOf), false);
    }
}
