package aftercare.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;

/**
 * Does some of what every run does, so that the JVM can write down the classes that this takes. The launcher runs it
 * once after a build and shares those classes with every later start.
 */
public final class WarmUp {
    private static final int ROWS = 1000;

    private WarmUp() {}

    /** The first argument is an empty folder to work in. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        try (SparkSession spark = session(folder)) {
            String table = folder.resolve("table").toString();
            Dataset<Row> rows = csv(spark, folder)
                    .withColumn("at", functions.to_timestamp(functions.col("at")))
                    .withColumn("k", functions.col("id").mod(7));
            rows.write().format("delta").partitionBy("k").save(table);
            rows.limit(ROWS / 2).write().format("delta").mode(SaveMode.Append).save(table);
            spark.sql("MERGE INTO delta.`" + table + "` t USING (SELECT * FROM delta.`" + table
                    + "` LIMIT 0) s ON t.id = s.id WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *");
            measure(spark.read().format("delta").load(table)).collectAsList();
        }
    }

    private static SparkSession session(Path folder) {
        return SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
                .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
                .config("spark.databricks.delta.snapshotPartitions", "2")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.sql.warehouse.dir", folder.resolve("warehouse").toString())
                .getOrCreate();
    }

    private static Dataset<Row> csv(SparkSession spark, Path folder) throws IOException {
        Path file = folder.resolve("rows.csv");
        StringBuilder text = new StringBuilder("id,at\n");
        for (int row = 0; row < ROWS; row++) {
            text.append(row).append(",2026-01-01 00:00:00\n");
        }
        Files.writeString(file, text);
        return spark.read()
                .option("header", true)
                .schema("id bigint, at string")
                .csv(file.toString());
    }

    private static Dataset<Row> measure(Dataset<Row> rows) {
        return rows.groupBy("k")
                .agg(functions.count("id").as("n"), functions.max("at").as("last"))
                .withColumn("rank", functions.row_number().over(Window.orderBy("n")))
                .join(rows.select("k").distinct(), "k");
    }
}
