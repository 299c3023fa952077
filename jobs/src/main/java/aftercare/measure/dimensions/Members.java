package aftercare.measure.dimensions;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.table.DimOutletTable;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The members of a dimension: those that reference data lists, and those that are only named somewhere.
 *
 * @param listing the source that lists members
 * @param id its column that names a member, and that of the dimension
 * @param naming the sources that name members, and in which column
 */
record Members(String listing, String id, SortedMap<String, String> naming) {
    /** The same in all dimensions. */
    private static final String KNOWN = DimOutletTable.KNOWN;

    Members(String listing, String id, Map<String, String> naming) {
        this(listing, id, new TreeMap<>(naming));
    }

    /** The sources they are read from. */
    List<String> sources() {
        return Stream.concat(Stream.of(listing), naming.keySet().stream()).toList();
    }

    /**
     * One row per member: the listed ones ({@code known} is true), and those that some source names and nobody lists
     * ({@code known} is false, no attributes).
     */
    Dataset<Row> all(Inputs inputs, String... attributes) {
        return withUnlisted(inputs, inputs.silver(listing).select(id, attributes));
    }

    /**
     * The same of members that are listed in versions. Shown is the latest version begun by the as-of day, or the first
     * one if none has begun.
     *
     * @param validFrom the column with the first day of a version
     */
    Dataset<Row> versioned(Inputs inputs, AsOf asOf, String validFrom, String... attributes) {
        Column version = struct(Stream.concat(Stream.of(validFrom), Stream.of(attributes))
                .map(name -> col(name))
                .toArray(Column[]::new));
        Column begun = when(col(validFrom).leq(lit(asOf.day())), version);
        return withUnlisted(
                inputs,
                inputs.silver(listing)
                        .groupBy(id)
                        .agg(coalesce(max(begun), min(version)).as("shown"))
                        .select(id, "shown.*"));
    }

    private Dataset<Row> withUnlisted(Inputs inputs, Dataset<Row> listed) {
        Dataset<Row> unlisted =
                named(inputs).join(listed.select(id), id, "left_anti").withColumn(KNOWN, lit(false));
        return listed.withColumn(KNOWN, lit(true)).unionByName(unlisted, true);
    }

    /** One narrow pass: Spark reduces each part of each source to its few distinct ids before they meet. */
    private Dataset<Row> named(Inputs inputs) {
        return naming.entrySet().stream()
                .map(source -> inputs.silver(source.getKey())
                        .select(col(source.getValue()).as(id))
                        .filter(col(id).isNotNull()))
                .reduce(Dataset::union)
                .orElseThrow()
                .distinct();
    }
}
