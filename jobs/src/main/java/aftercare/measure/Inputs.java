package aftercare.measure;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What a measure may read. A table that was never written reads as an empty one with the contract's columns. */
public interface Inputs {
    SparkSession spark();

    /** The current truth of a source. */
    Dataset<Row> silver(String source);

    /** A gold table as it stands. */
    Dataset<Row> gold(String table);

    /** One of the lake's own books, such as {@code ledger}. */
    Dataset<Row> book(String name);

    /** The refused rows of a source. */
    Dataset<Row> quarantine(String source);
}
