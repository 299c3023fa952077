package aftercare.measure;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import aftercare.TestSpark;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A table written down in a test: a line of column names, a line per row, cells between bars, an empty cell for null.
 */
public final class WrittenTable {
    private WrittenTable() {}

    /**
     * The rows in the types of a table; columns that are not written are null. Instants are meant in the session's
     * zone.
     */
    public static Dataset<Row> as(StructType type, String written) {
        List<String[]> lines = written.lines()
                .filter(line -> !line.isBlank())
                .map(WrittenTable::cells)
                .toList();
        List<String> names = Arrays.asList(lines.get(0));
        StructType asText = new StructType();
        for (String name : names) {
            asText = asText.add(type.fields()[type.fieldIndex(name)].name(), DataTypes.StringType);
        }
        List<Row> rows = lines.stream().skip(1).map(RowFactory::create).toList();
        return TestSpark.session()
                .createDataFrame(rows, asText)
                .select(Stream.of(type.fields())
                        .map(field -> typed(field, names.contains(field.name())))
                        .toArray(Column[]::new));
    }

    private static Column typed(StructField field, boolean written) {
        Column text = written ? col(field.name()) : lit(null);
        return text.cast(field.dataType()).as(field.name());
    }

    private static String[] cells(String line) {
        return Stream.of(line.split("\\|", -1))
                .map(cell -> cell.isBlank() ? null : cell.strip())
                .toArray(String[]::new);
    }
}
