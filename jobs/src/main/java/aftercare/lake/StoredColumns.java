package aftercare.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns of a table of silver as it was loaded, beside those of a contract that may have changed since. */
public final class StoredColumns {
    private final String source;
    private final Map<String, DataType> stored = new TreeMap<>();

    /** Those of the silver table of a source. */
    public StoredColumns(String source, StructType stored) {
        this.source = source;
        for (StructField field : stored.fields()) {
            this.stored.put(field.name(), field.dataType());
        }
    }

    /** Those of a source; none where nothing of it was loaded. */
    public static StoredColumns of(Lake lake, String source) {
        Path path = lake.silver(source);
        return new StoredColumns(source, lake.hasTable(path) ? lake.read(path).schema() : new StructType());
    }

    /**
     * Looks whether the table can take rows of a contract, and be read by it.
     *
     * @throws aftercare.config.AftercareException AFC-2084 when a column has another type
     */
    public void requireTypes(StructType wanted) {
        List<String> others = new ArrayList<>();
        for (StructField field : wanted.fields()) {
            DataType there = stored.get(field.name());
            if (there != null && !there.equals(field.dataType())) {
                others.add(field.name() + " is " + there.simpleString() + " there and "
                        + field.dataType().simpleString() + " now");
            }
        }
        if (!others.isEmpty()) {
            throw LakeErrors.otherTypes("silver/" + source, String.join(", ", others));
        }
    }

    /** The columns of a contract that the table lacks, because it was loaded before they were there. */
    public List<String> missing(StructType wanted) {
        List<String> missing = new ArrayList<>();
        if (!stored.isEmpty()) {
            for (String name : wanted.fieldNames()) {
                if (!stored.containsKey(name)) {
                    missing.add(name);
                }
            }
        }
        return missing;
    }
}
