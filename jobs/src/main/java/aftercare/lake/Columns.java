package aftercare.lake;

import static org.apache.spark.sql.functions.lit;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Brings a table that an older version wrote to the columns of today. */
public final class Columns {
    private Columns() {}

    /** The rows with all columns of a type; those that are not there are null. */
    public static Dataset<Row> completed(Dataset<Row> rows, StructType type) {
        List<String> there = List.of(rows.columns());
        Dataset<Row> completed = rows;
        for (StructField column : type.fields()) {
            if (!there.contains(column.name())) {
                completed = completed.withColumn(column.name(), lit(null).cast(column.dataType()));
            }
        }
        return completed;
    }
}
