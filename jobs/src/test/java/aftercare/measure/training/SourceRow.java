package aftercare.measure.training;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructType;

/** A row of a source, column by column; what is not given is null. */
final class SourceRow {
    private final StructType schema;
    private final Map<String, Object> values = new HashMap<>();

    SourceRow(StructType schema) {
        this.schema = schema;
    }

    SourceRow with(String column, Object value) {
        values.put(column, value);
        return this;
    }

    Row build() {
        return new GenericRowWithSchema(
                Stream.of(schema.fieldNames()).map(values::get).toArray(), schema);
    }
}
