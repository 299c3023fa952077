package aftercare.ingest;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The files of a plan as a table: their position and what they are known by. */
final class FilesTable {
    private static final StructType TYPE =
            new StructType().add(ReadPlan.FILE_INDEX, DataTypes.IntegerType).add("sha256", DataTypes.StringType);

    private FilesTable() {}

    static Dataset<Row> of(SparkSession spark, ReadPlan plan) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < plan.files().size(); i++) {
            rows.add(RowFactory.create(i, plan.files().get(i).file().sha256()));
        }
        return spark.createDataFrame(rows, TYPE);
    }
}
