package aftercare.measure.api;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What has changed since a measure was computed last. */
public interface Changes {
    /**
     * The rows of a source before and after each change: all columns of silver and {@link #KIND}. Empty when nothing
     * changed.
     */
    Dataset<Row> rows(String source);

    /** Whether any row of a source changed. */
    boolean any(String source);

    /** The day for which the measure was computed last. */
    AsOf before();

    /** The column that tells how a row changed. */
    String KIND = "_change_type";

    /** A row as it was before an update, or that was deleted. */
    String BEFORE = "update_preimage";

    /** A row that was deleted. */
    String DELETED = "delete";
}
