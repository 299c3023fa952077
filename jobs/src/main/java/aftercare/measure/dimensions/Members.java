package aftercare.measure.dimensions;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import aftercare.measure.api.Inputs;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The members of a dimension: those that reference data lists, and those that are only named somewhere. */
final class Members {
    private static final String KNOWN = "known";

    private Members() {}

    /**
     * Adds to the listed members ({@code known} is true) the ids that some source names and nobody lists ({@code known} is false, no
     * attributes). One row per id.
     *
     * @param listed one row per listed member
     * @param id the column that names a member, in {@code listed} as in the sources
     * @param naming the sources that name members
     */
    static Dataset<Row> withUnlisted(Dataset<Row> listed, String id, Inputs inputs, List<String> naming) {
        Dataset<Row> unlisted = named(id, inputs, naming)
                .join(listed.select(id), id, "left_anti")
                .withColumn(KNOWN, lit(false));
        return listed.withColumn(KNOWN, lit(true)).unionByName(unlisted, true);
    }

    /** One narrow pass: Spark reduces each part of each source to its few distinct ids before they meet. */
    private static Dataset<Row> named(String id, Inputs inputs, List<String> naming) {
        return naming.stream()
                .map(source -> inputs.silver(source).select(id).filter(col(id).isNotNull()))
                .reduce(Dataset::union)
                .orElseThrow()
                .distinct();
    }
}
