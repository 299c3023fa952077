package aftercare.ingest;

import static org.apache.spark.sql.functions.base64;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.to_utc_timestamp;
import static org.apache.spark.sql.functions.translate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Rows that Spark has computed or fetched, as one Parquet file of texts that lands like any other. Instants keep their
 * offset; all else is read by the rules of whoever reads it.
 */
final class TextParquet {
    private TextParquet() {}

    /**
     * All columns as texts, in one order: the same rows give the same bytes, by which a delivery is known.
     *
     * @param decimal the sign with which fractions are told
     */
    static Dataset<Row> texts(Dataset<Row> rows, char decimal) {
        String zone = rows.sparkSession().conf().get("spark.sql.session.timeZone");
        Column[] texts = Arrays.stream(rows.schema().fields())
                .map(field -> text(field, zone, decimal))
                .toArray(Column[]::new);
        Dataset<Row> all = rows.select(texts).coalesce(1);
        return all.sortWithinPartitions(
                Arrays.stream(all.columns()).map(name -> col(quoted(name))).toArray(Column[]::new));
    }

    private static Column text(StructField field, String zone, char decimal) {
        Column value = col(quoted(field.name()));
        DataType type = field.dataType();
        Column text;
        if (type instanceof TimestampType) {
            text = concat(date_format(to_utc_timestamp(value, zone), "yyyy-MM-dd'T'HH:mm:ss.SSSSSS"), lit("Z"));
        } else if (type instanceof ArrayType || type instanceof MapType || type instanceof StructType) {
            text = to_json(value);
        } else if (type instanceof BinaryType) {
            text = base64(value);
        } else {
            text = value.cast("string");
            boolean fraction = type instanceof DecimalType || type instanceof DoubleType || type instanceof FloatType;
            text = fraction && decimal != '.' ? translate(text, ".", String.valueOf(decimal)) : text;
        }
        return text.as(field.name());
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    /**
     * Writes rows as one file: by Spark into a folder that its executors reach, from where it is fetched.
     *
     * @param texts what {@link #texts} made
     * @param draft the folder; it is gone afterwards
     * @param file where the file is put
     * @return how many rows it has
     */
    static long write(Dataset<Row> texts, FileSystem fileSystem, org.apache.hadoop.fs.Path draft, Path file)
            throws IOException {
        try {
            texts.write().parquet(draft.toString());
            for (FileStatus part : fileSystem.listStatus(draft)) {
                if (part.getPath().getName().endsWith(".parquet")) {
                    Files.createDirectories(Objects.requireNonNull(file.getParent(), "it lies in a folder"));
                    fileSystem.copyToLocalFile(
                            false, part.getPath(), new org.apache.hadoop.fs.Path(file.toUri()), true);
                    return count(texts.sparkSession(), part);
                }
            }
            throw new IOException("Spark wrote no file into " + draft);
        } finally {
            fileSystem.delete(draft, true);
        }
    }

    private static long count(SparkSession spark, FileStatus part) {
        return spark.read().parquet(part.getPath().toString()).count();
    }
}
