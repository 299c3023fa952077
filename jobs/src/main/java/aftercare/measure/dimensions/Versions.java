package aftercare.measure.dimensions;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import aftercare.measure.api.AsOf;
import aftercare.table.DimTechnicianTable;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Reference data that is kept in versions, each with its first day {@code valid_from}. */
final class Versions {
    private static final String VALID_FROM = DimTechnicianTable.VALID_FROM;

    private Versions() {}

    /**
     * The version of each member that is shown: the latest begun by the as-of day, or the first one if none has begun.
     *
     * @param id the column that names a member
     * @param attributes the columns to keep besides {@code id} and {@code valid_from}
     */
    static Dataset<Row> shown(Dataset<Row> versions, String id, List<String> attributes, AsOf asOf) {
        Column version = struct(Stream.concat(Stream.of(VALID_FROM), attributes.stream())
                .map(name -> col(name))
                .toArray(Column[]::new));
        Column begun = when(col(VALID_FROM).leq(lit(asOf.day())), version);
        return versions.groupBy(id)
                .agg(coalesce(max(begun), min(version)).as("shown"))
                .select(id, "shown.*");
    }
}
