package aftercare.lake;

import static org.apache.spark.sql.functions.col;

import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The rows of a silver table before and after each change, from Delta's change data feed. */
public final class ChangeFeed {
    private ChangeFeed() {}

    /**
     * The changes behind one version up to and including another.
     *
     * @return all columns of the table, {@code _change_type} (insert, update_preimage, update_postimage, delete) and
     *     {@code _commit_version}
     */
    public static Dataset<Row> between(Lake lake, Path table, long behind, long upTo) {
        return lake.spark()
                .read()
                .format("delta")
                .option("readChangeFeed", "true")
                .option("startingVersion", behind + 1)
                .option("endingVersion", upTo)
                .load(table.toString());
    }

    /**
     * The rows of a table of which another version stood there before, by one column, each once.
     *
     * @return empty where maintenance removed what would tell
     */
    public static Optional<Dataset<Row>> replaced(Lake lake, Path table, long upTo, String id) {
        try {
            Dataset<Row> changed = between(lake, table, -1, upTo)
                    .filter(col("_change_type").equalTo("update_preimage"))
                    .select(id)
                    .distinct();
            // Whether the feed is whole shows only when it is read.
            return Optional.of(changed.localCheckpoint());
        } catch (Exception removed) {
            // Spark throws checked exceptions that it does not declare, among them that for a version that is gone.
            return Optional.empty();
        }
    }
}
