package aftercare.lake;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns of {@code quarantine/<source>}: one refused row each; line 0 stands for a whole file. */
public final class RefusedRows {
    public static final String FILE = "file";
    public static final String LINE = "line";
    public static final String RULE = "rule";
    public static final String REASON = "reason";
    public static final String SHA256 = "sha256";
    public static final String LOADED_AT = "loaded_at";

    /** When a replay took the row; null while it is refused. */
    public static final String RESOLVED_AT = "resolved_at";

    public static final StructType TYPE = new StructType()
            .add(FILE, DataTypes.StringType)
            .add(LINE, DataTypes.IntegerType)
            .add("raw_text", DataTypes.StringType)
            .add(RULE, DataTypes.StringType)
            .add(REASON, DataTypes.StringType)
            .add("run_id", DataTypes.StringType)
            .add(SHA256, DataTypes.StringType)
            .add(LOADED_AT, DataTypes.TimestampType)
            .add(RESOLVED_AT, DataTypes.TimestampType);

    private RefusedRows() {}
}
